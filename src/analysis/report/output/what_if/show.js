// Everything that is drawn: text is set as text, never as markup.
const SVG = "http://www.w3.org/2000/svg";

function el(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes))
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (value === true) node.setAttribute(name, "");
    else if (value !== false && value !== null && value !== undefined) node.setAttribute(name, value);
  node.append(...children.filter(c => c !== null));
  return node;
}
function draw(tag, attributes, text) {
  const node = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  if (text !== undefined) node.textContent = text;
  return node;
}
const put = (id, ...children) => document.getElementById(id).replaceChildren(...children);
// What is drawn again in the place of what was: only what differs is touched, so that a table keeps
// its scroll and its focus, and the browser lays out no more than it must.
function redraw(id, ...children) {
  const old = [...document.getElementById(id).childNodes];
  if (old.length !== children.length) put(id, ...children); else old.forEach((child, i) => become(child, children[i]));
}
function become(old, fresh) {
  if (old.nodeName !== fresh.nodeName || old.childNodes.length !== fresh.childNodes.length) { old.replaceWith(fresh); return; }
  if (old.nodeType === Node.TEXT_NODE) { if (old.data !== fresh.data) old.data = fresh.data; return; }
  for (const {name, value} of fresh.attributes) if (old.getAttribute(name) !== value) old.setAttribute(name, value);
  for (const {name} of [...old.attributes]) if (!fresh.hasAttribute(name)) old.removeAttribute(name);
  if (fresh.make) old.make = fresh.make;
  const next = [...fresh.childNodes];
  [...old.childNodes].forEach((child, i) => become(child, next[i]));
}
const unitOf = unit => D.units[unit];
const figure = (line, v, sign = false) => number(v, line.decimals, sign);
const changed = (line, v, sign = false) => withUnit(figure(line, v, sign), line.unitOfChange);
const amount = (line, v) => withUnit(figure(line, v), line.unit);
const value = (out, line, t) => out[line.at + t] * line.scale;

// A table that scrolls on its own where the screen is narrow; a row of {group} heads the rows below it.
function table(caption, head, rows) {
  const bodies = [];
  for (const row of rows) {
    if (row.group || !bodies.length) bodies.push(el("tbody"));
    bodies.at(-1).append(row.group
      ? el("tr", {class: "group"}, el("th", {scope: "rowgroup", colspan: head.length}, el("span", {}, row.group)))
      : el("tr", {}, el("th", {scope: "row"}, row.name), ...row.cells.map(c => el("td", {class: "n"}, c))));
  }
  const t = el("table", {}, el("caption", {}, caption),
    el("thead", {}, el("tr", {}, ...head.map(h => el("th", {scope: "col"}, h)))), ...bodies);
  return el("div", {class: "scroll", tabindex: 0, role: "region", "aria-label": caption}, t);
}

// What is folded is drawn when it is opened, and stays open when the page is drawn again.
const unfolded = new Set();
function folded(key, summary, make) {
  const open = unfolded.has(key), d = el("details", {open}, el("summary", {}, summary), open ? make() : null);
  d.make = make;
  d.addEventListener("toggle", () => {
    if (d.open) unfolded.add(key); else unfolded.delete(key);
    if (d.open && d.children.length === 1) d.append(d.make());
    if (!d.open && d.children.length > 1) d.lastChild.remove();
  });
  return d;
}

// A chart is drawn as wide as it is shown, so that its letters have the size of the page's.
let wide = 460;
const LEFT = 62, RIGHT = 26, TOP = 12, BOTTOM = 26, LABEL = 44, SIGN = 8.5;
function measured() {
  const found = Math.round(document.querySelector("#charts figure")?.clientWidth || wide);
  if (found !== wide) { wide = found; results(); }
}

// series: [{values, kind}], kind plan, now or other; band: quantiles by year from low to high.
function chart(line, series, band) {
  const high = Math.round(120 + wide / 4), ticks = axis([...series.flatMap(s => s.values), ...(band ?? []).flat()].filter(Number.isFinite));
  const least = ticks[0], most = ticks.at(-1), foot = high - BOTTOM;
  const told = ticks.map(v => number(v, ticks.places)), left = Math.max(LEFT, 10 + SIGN * Math.max(...told.map(t => t.length)));
  const px = t => left + (YEARS === 1 ? 0.5 : t / (YEARS - 1)) * (wide - left - RIGHT);
  const py = v => TOP + (most - v) / (most - least || 1) * (foot - TOP);
  const svg = draw("svg", {viewBox: `0 0 ${wide} ${high}`, role: "img", "aria-label": chartWords(line, series) + (band ? ` ${D.uncertainty.bands}.` : "")});
  for (const [i, v] of ticks.entries()) {
    svg.append(draw("line", {x1: left, x2: wide - RIGHT, y1: py(v), y2: py(v), class: v === 0 ? "zero" : "grid"}));
    svg.append(draw("text", {x: left - 6, y: py(v) + 4, "text-anchor": "end"}, told[i]));
  }
  if (least > 0 || most < 0) svg.append(draw("polyline", {class: "cut",
    points: D.cut.map(([x, y]) => `${left + x},${foot - y}`).join(" ")}));
  const every = Math.ceil(YEARS * LABEL / (wide - left - RIGHT));
  D.years.forEach((y, t) => { if (t % every === 0 && t + every < YEARS || t === YEARS - 1)
    svg.append(draw("text", {x: px(t), y: high - 8, "text-anchor": "middle"}, String(y))); });
  if (band) for (let q = 0; q < Math.floor(band[0].length / 2); q++) {
    const up = band.map((b, t) => `${px(t)},${py(b.at(-1 - q))}`);
    const down = band.map((b, t) => `${px(t)},${py(b[q])}`).reverse();
    svg.append(draw("polygon", {points: [...up, ...down].join(" "), class: "band"}));
  }
  for (const s of series) {
    const points = s.values.map((v, t) => Number.isFinite(v) ? `${px(t)},${py(v)}` : null).filter(Boolean);
    svg.append(draw("polyline", {points: points.join(" "), class: "series " + s.kind}));
    if (s.kind === "now") s.values.forEach((v, t) => Number.isFinite(v) && svg.append(draw("circle", {cx: px(t), cy: py(v), r: 3, class: "now"})));
  }
  return svg;
}

// Zero is on the axis, unless all lies so far from it that it would be a flat line; then the axis is cut.
function axis(values) {
  const low = Math.min(...values), high = Math.max(...values), room = high - low;
  const far = room > 0 && (low - room > 0 || high + room < 0);
  return far ? nice(low, high) : nice(Math.min(0, low), Math.max(0, high));
}

function nice(low, high) {
  const room = (high - low) || Math.abs(high) || 1, raw = room / 4;
  const power = 10 ** Math.floor(Math.log10(raw)), step = [1, 2, 2.5, 5, 10].find(s => s * power >= raw) * power;
  const ticks = [];
  for (let i = Math.floor(low / step); i <= Math.ceil(high / step); i++) ticks.push(i * step);
  ticks.places = step >= 1 && Number.isInteger(step) ? 0 : Math.min(4, Math.max(1, -Math.floor(Math.log10(step) + 1e-9) + (step / power === 2.5 ? 1 : 0)));
  return ticks;
}

function chartWords(line, series) {
  const now = series.find(s => s.kind === "now"), plan = series.find(s => s.kind === "plan"), other = series.find(s => s.kind === "other");
  const last = YEARS - 1;
  return say("chart_words", {label: line.label, first: D.years[0], last: D.years[last],
    from: amount(line, now.values[0]), to: amount(line, now.values[last]),
    plan: amount(line, plan.values[last])})
    + (other ? " " + say("chart_words_other", {value: amount(line, other.values[last]), year: D.years[last]}) : "");
}

function charted(line, outs, band) {
  const series = [{kind: "plan", values: D.years.map((_, t) => value(outs.plan, line, t))}];
  if (outs.other) series.push({kind: "other", values: D.years.map((_, t) => value(outs.other, line, t))});
  series.push({kind: "now", values: D.years.map((_, t) => value(outs.now, line, t))});
  const caption = `${line.label}, ${unitOf(line.unit)}${band ? ` (${D.uncertainty.bands})` : ""}`;
  return el("figure", {}, el("figcaption", {}, caption), chart(line, series, band),
    folded("table-" + line.id, say("as_table", {label: line.label}), () => chartTable(caption, line, series, outs, band)));
}
function chartTable(caption, line, series, outs, band) {
  const rows = series.map(s => ({name: say("series_" + s.kind), cells: s.values.map(v => figure(line, v))}));
  rows.push({name: say("difference"), cells: D.years.map((_, t) =>
    figure(line, value(outs.now, line, t) - value(outs.plan, line, t), true))});
  if (band) D.uncertainty.percentiles.forEach((p, q) => rows.push({
    name: say("percentile", {p: number(p * 100, 0)}), cells: band.map(b => figure(line, b[q]))}));
  return table(caption, [say("line"), ...D.years.map(String)], rows);
}

// A goal: below its lower bound is a risk, above its upper one is room when there is a lower one.
function goalCells(goals, out, risks) {
  const g = goals[0], places = 1;
  return D.years.map(year => {
    const i = goals.findIndex(g => g.years.at(-1) === year && g.years.includes(year));
    if (i < 0) return "";
    const at = goals[i].at, v = out[at], met = fine(goals[i], out), over = out[at + 3];
    const word = say(!met ? "goal_missed" : over ? "goal_over" : "goal_met"), margin = over ? v - g.maximum : out[at + 1];
    const risk = risks ? " " + say("risk", {share: number(risks[D.goals.indexOf(goals[i])] * 100, 0)}) : "";
    return el("span", {class: met ? "met" : "missed"}, `${number(v, places)} `, el("b", {}, word), ` ${number(margin, places, true)}${risk}`);
  });
}
function goalName(g) {
  const places = 1, window = g.window ? ` ${g.years[0]}–${g.years.at(-1)}` : "";
  const bound = [g.minimum !== null ? say("least", {value: number(g.minimum, places)}) : "",
    g.maximum !== null ? say("most", {value: number(g.maximum, places)}) : ""].filter(Boolean).join(", ");
  return `${g.label}${window} (${unitOf(g.unit)}; ${bound})`;
}
// One row a goal; with a comparison kept, both scenarios under the name of the goal.
function goalTable(outs, risks) {
  const rows = [...new Set(D.goals.map(g => g.id))].flatMap(id => {
    const goals = D.goals.filter(g => g.id === id), name = goalName(goals[0]), cells = goalCells(goals, outs.now, risks);
    return outs.other ? [{group: name}, {name: say("series_now"), cells},
      {name: say("series_other"), cells: goalCells(goals, outs.other, null)}] : [{name, cells}];
  });
  return table(say("goals_caption"), [say("goal"), ...D.years.map(String)], rows);
}

function lineTable(outs) {
  const cells = (line, out) => D.years.map((_, t) => { const v = value(out, line, t), d = v - value(outs.plan, line, t);
    const moved = figure(line, d, true); return Math.abs(d) > 1e-9 && /[1-9]/.test(moved) ? `${figure(line, v)} (${moved})` : figure(line, v); });
  const rows = D.lines.flatMap(line => { const name = `${line.label} (${unitOf(line.unit)})`, now = cells(line, outs.now);
    return outs.other ? [{group: name}, {name: say("series_now"), cells: now}, {name: say("series_other"), cells: cells(line, outs.other)}]
      : [{name, cells: now}]; });
  return table(say("lines_caption"), [say("line"), ...D.years.map(String)], rows);
}

// What changed, in sentences: the result, the law, the cash, and the goals that turned.
function words(outs, differences) {
  if (!differences.length) return [say("nothing_changed")];
  const found = [], by = id => D.lines.find(l => l.id === id);
  for (const line of D.charts.map(by).filter(line => line.unit === "mnkr")) {
    const t = YEARS - 1, now = value(outs.now, line, t), d = now - value(outs.plan, line, t);
    if (/[1-9]/.test(figure(line, d))) found.push(say(d > 0 ? "line_up" : "line_down", {label: line.label,
      year: D.years[t], value: amount(line, now), change: changed(line, Math.abs(d))}));
  }
  const cash = by("cash");
  if (cash) {
    const first = D.years.findIndex((_, t) => value(outs.now, cash, t) < -1e-9);
    if (first >= 0) found.push(say("cash_negative", {year: D.years[first]}));
  }
  for (const [key, met] of [["now_met", true], ["now_missed", false]]) {
    const goals = turned(outs, met);
    if (goals.length) found.push(say(key, {goals: goals.join("; ")}));
  }
  return found.length ? found : [say("no_effect")];
}
// The goals that are met now and not in the plan, or the other way, each with its years.
function turned(outs, met) {
  const all = D.goals.filter(g => fine(g, outs.now) === met && fine(g, outs.plan) !== met);
  return [...new Set(all.map(g => g.id))].map(id => all.filter(g => g.id === id)).map(([g, ...more]) =>
    `${g.label} ${g.window ? [g, ...more].map(w => `${w.years[0]}–${w.years.at(-1)}`).join(", ") : spans([g, ...more].map(y => y.years.at(-1)))}`);
}
const spans = years => years.map((y, i) => years[i - 1] === y - 1 ? (years[i + 1] === y + 1 ? "" : `–${y}`) : (i ? `, ${y}` : `${y}`)).join("");
const fine = (g, out) => Boolean(out[g.at + 2]);

function differenceWords(d) {
  if (d.financing) return `${say("financing")}: ${say("mode_" + d.financing[0])}`;
  if (d.path) return `${labelOf(d.key)}: ${D.populations[d.path]?.label ?? d.path}`;
  if (d.delay) { const lever = DELAYS.get(d.delay.id);
    return say("delayed", {label: lever.label, year: d.delay.from, value: withUnit(number(d.delay.value, 4), lever.unit)}); }
  const k = KEYS.get(d.key), years = d.years.length > 1 ? `${d.years[0]}–${d.years.at(-1)}` : d.years[0];
  return `${k.label} ${years}: ${d.kind === "set" ? say("set_to") + " " + withUnit(number(d.value, 4), k.unit)
    : withUnit(number(d.value, 4, true), k.unitOfChange)}`;
}
