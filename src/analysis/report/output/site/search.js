"use strict";
// Search over headings and lines of all reports. Everything is in the page: nothing is asked for.
const D = JSON.parse(document.getElementById("index").textContent);
const MOST = 40, LEAST = 2;
const box = document.getElementById("query"), list = document.getElementById("hits");
const status = document.getElementById("status"), part = document.getElementById("search");

// Letters as a Swede reads them: å, ä and ö are letters of their own, é is an e, æ an ä and ø an ö.
// Who writes a or o may mean them; who writes å, ä or ö means them.
const bare = c => "åäö".includes(c) ? c : c.normalize("NFD").replace(/\p{M}/gu, "");
const exact = s => [...s.normalize("NFC").toLowerCase().replace(/æ/g, "ä").replace(/ø/g, "ö")].map(bare).join("");
const loose = s => s.replace(/[åä]/g, "a").replace(/ö/g, "o");
const names = D.names.map(([text, kind, ...where]) => {
  const own = exact(text);
  return {text, kind, where, own, loose: loose(own)};
});
const order = new Intl.Collator(document.documentElement.lang);

function rank(name, words) {
  let worst = 0;
  for (const word of words) {
    const text = /[åäö]/.test(word) ? name.own : name.loose, at = text.indexOf(word);
    if (at < 0) return null;
    const begins = at === 0 || (" " + text).includes(" " + word);
    worst = Math.max(worst, at === 0 ? 0 : begins ? 1 : 2);
  }
  return worst;
}

function find(query) {
  const words = exact(query).split(/\s+/).filter(Boolean);
  return names.map(name => ({name, at: rank(name, words)})).filter(hit => hit.at !== null)
    .sort((a, b) => a.at - b.at || a.name.kind - b.name.kind || a.name.text.length - b.name.text.length
      || order.compare(a.name.text, b.name.text)).map(hit => hit.name);
}

function el(tag, text, ...inside) {
  const made = document.createElement(tag);
  made.append(...(text ? [text] : []), ...inside);
  return made;
}

function link(report, page, words) {
  const made = el("a", words), [folder, , , language] = D.reports[report];
  made.href = folder + "/" + D.pages[page][0];
  made.lang = language;
  return made;
}

// Where a name stands: a line a page and plan, the first report open and the others folded.
function places(name) {
  const lines = el("ul");
  for (let i = 0; i < name.where.length; i += 2) {
    const page = name.where[i], rows = name.where[i + 1], plans = new Map();
    for (let j = 0; j < rows.length; j += 2)
      for (let r = rows[j]; r <= rows[j + 1]; r++) {
        const plan = D.reports[r][2];
        plans.set(plan, [...(plans.get(plan) || []), r]);
      }
    for (const [plan, [first, ...rest]] of plans) {
      const line = el("li", "", link(first, page, D.pages[page][1]), ` – ${plan}, ${D.reports[first][1]}`);
      if (rest.length) line.append(more(page, rest));
      lines.append(line);
    }
  }
  return lines;
}

function more(page, reports) {
  const links = el("ul", "", ...reports.map(r => el("li", "", link(r, page, D.reports[r][1]))));
  return el("details", "", el("summary", part.dataset.more.replace("{number}", reports.length)), links);
}

function show() {
  const query = box.value.trim();
  list.replaceChildren();
  if (query.length < LEAST) { status.textContent = ""; return; }
  const hits = find(query);
  list.append(...hits.slice(0, MOST).map(name => el("li", "", el("b", name.text), places(name))));
  status.textContent = !hits.length ? part.dataset.none
    : part.dataset.found.replace("{number}", hits.length).replace("{shown}", Math.min(hits.length, MOST));
}

// Arrows go from the box through the links and back; Escape empties the box.
function step(event) {
  if (event.key === "Escape") { box.value = ""; show(); box.focus(); return; }
  if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
  const stops = [box, ...list.querySelectorAll("a, summary")].filter(stop => stop.checkVisibility());
  const at = stops.indexOf(document.activeElement) + (event.key === "ArrowDown" ? 1 : -1);
  if (at >= 0 && at < stops.length) { stops[at].focus(); event.preventDefault(); }
}

part.hidden = false;
box.addEventListener("input", show);
part.addEventListener("keydown", step);
