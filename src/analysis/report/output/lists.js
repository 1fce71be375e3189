"use strict";
// Search and order in the long lists of a page. Without this script a list stands as written.
const W = JSON.parse(document.getElementById("list-words").textContent);
const order = new Intl.Collator(document.documentElement.lang, {numeric: true});
const bare = text => text.normalize("NFC").toLowerCase();
const say = (words, values) => words.replace(/\{(\w+)\}/g, (all, name) => values[name] ?? all);

function el(tag, given, ...inside) {
  const made = Object.assign(document.createElement(tag), given);
  made.append(...inside);
  return made;
}

// A figure as the page writes it in its language; NaN for words, which come last.
function figure(text) {
  const plain = text.replace(/[\s\u00a0\u202f]/g, "").replace(/\u2212/g, "-");
  const number = document.documentElement.lang === "sv" ? plain.replace(",", ".") : plain.replaceAll(",", "");
  return parseFloat(number);
}

function compare(numeric, falling) {
  const sign = falling ? -1 : 1;
  if (!numeric) return (a, b) => sign * order.compare(a.text, b.text);
  return (a, b) => isNaN(a.value) - isNaN(b.value) || sign * (a.value - b.value) || 0;
}

document.querySelectorAll(".list").forEach((box, at) => {
  const table = box.querySelector("table"), body = table.tBodies[0], heads = [...table.tHead.rows[0].cells];
  const sums = [...body.rows].filter(row => row.classList.contains("total"));
  const rows = [...body.rows].filter(row => !sums.includes(row));
  const words = rows.map(row => bare([...row.cells].map(cell => cell.textContent).join(" ")));
  const name = [...table.caption.childNodes].filter(each => each.className !== "how")
    .map(each => each.textContent).join("").trim();
  const query = el("input", {type: "search", id: "find-" + at, autocomplete: "off"});
  const by = el("select", {id: "order-" + at}, el("option", {value: ""}, W.as_printed),
    ...heads.map((head, i) => el("option", {value: String(i)}, head.textContent)));
  const falling = el("button", {type: "button"}, W.rising);
  const status = el("span", {role: "status"});
  falling.setAttribute("aria-pressed", "false");
  falling.disabled = true;

  function find() {
    const parts = bare(query.value).split(/\s+/).filter(Boolean);
    let shown = 0;
    rows.forEach((row, i) => { row.hidden = !parts.every(part => words[i].includes(part)); shown += !row.hidden; });
    status.textContent = parts.length ? say(sums.length ? W.found_sums : W.found, {shown, all: rows.length}) : "";
  }

  function arrange() {
    const column = by.value === "" ? -1 : Number(by.value), down = falling.getAttribute("aria-pressed") === "true";
    heads.forEach(head => head.removeAttribute("aria-sort"));
    falling.disabled = column < 0;
    falling.textContent = down ? W.falling : W.rising;
    let sorted = rows;
    if (column >= 0) {
      heads[column].setAttribute("aria-sort", down ? "descending" : "ascending");
      const numeric = heads[column].classList.contains("n");
      sorted = rows.map(row => ({row, text: row.cells[column].textContent, value: figure(row.cells[column].textContent)}))
        .sort(compare(numeric, down)).map(each => each.row);
    }
    body.append(...sorted, ...sums);
  }

  query.addEventListener("input", find);
  query.addEventListener("keydown", key => { if (key.key === "Escape") { query.value = ""; find(); } });
  by.addEventListener("change", arrange);
  falling.addEventListener("click", () => {
    falling.setAttribute("aria-pressed", String(falling.getAttribute("aria-pressed") !== "true"));
    arrange();
  });
  const tools = el("div", {className: "tools", role: "group"},
    el("label", {htmlFor: query.id}, W.find), query, el("label", {htmlFor: by.id}, W.order), by, falling, status);
  tools.setAttribute("aria-label", say(W.group, {name}));
  box.before(tools);
});
