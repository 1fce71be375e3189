// What a state of the page says of every assumption, and what the command would refuse in it.
// A state is {scenarios, population, financing, edits, delays}; an edit is {key, kind, from, to, value},
// a delay {id, from, value}: a lever that moves spending ahead, and the years that it does.

// Lists of numbers as they were before `packing.py`: [first, how many, step] is a run.
function opened(_, v) {
  return Array.isArray(v?.r) ? v.r.flatMap(e => Array.isArray(e) ? Array.from({length: e[1]}, (_, n) => e[2] ? e[0] + n : e[0]) : [e]) : v;
}

const KEYS = new Map(D.keys.map(k => [k.key, k]));
const SCENARIOS = new Map(D.scenarios.map(s => [s.name, s]));
const DELAYS = new Map(D.levers.filter(l => l.kind === "delay").map(l => [l.id, l]));
const MODES = D.financing.modes, SETTINGS = D.settings, TINY = D.tiny;
const BASE_X = Float64Array.from(D.x, v => v === null ? NaN : v);
const YEARS = D.years.length;
for (const k of D.keys) k.own = k.years.map((_, i) => BASE_X[D.places["plan_" + k.input] + i] / k.factor);
D.goals = D.goals.flatMap(({tests, ...goal}) => tests.map(test => ({...goal, ...test})));

const emptyState = () => ({scenarios: [], population: null, financing: null, edits: [], delays: []});
const copyState = s => JSON.parse(JSON.stringify(s));
const yearsOf = e => { const y = []; for (let t = e.from; t <= e.to; t++) y.push(t); return y; };

function fill(text, values) {
  return text.replace(/\{(\w+)\}/g, (whole, name) => name in values ? String(values[name]) : whole);
}
const say = (key, values = {}) => fill(D.texts[key] ?? key, values);

// The differences of the chosen scenarios: one key and year from two of them is a conflict.
function inherited(state, problems) {
  const found = [], seen = new Set(), owner = new Map();
  for (const name of state.scenarios) {
    const scenario = SCENARIOS.get(name);
    if (!scenario || scenario.fault) { problems.push(say("no_scenario", {name})); continue; }
    for (const d of scenario.differences) {
      if (seen.has(d.o)) continue;
      seen.add(d.o);
      const places = (d.years ?? [null]).map(y => d.key + "@" + y);
      const clash = places.find(p => owner.has(p) && owner.get(p) !== name);
      if (clash) problems.push(say("conflict", {a: SCENARIOS.get(owner.get(clash)).title,
        b: scenario.title, key: labelOf(d.key)}));
      places.forEach(p => owner.set(p, name));
      found.push(d);
    }
  }
  return found;
}
const labelOf = key => key === "financing" ? say("financing") : KEYS.get(key)?.label ?? key;

function own(state, problems) {
  const found = [], seen = new Set();
  for (const e of state.edits) {
    const years = yearsOf(e);
    if (KEYS.get(e.key).idle) problems.push(say("idle", {key: labelOf(e.key)}));
    if (years.some(y => seen.has(e.key + y))) problems.push(say("twice", {key: labelOf(e.key)}));
    years.forEach(y => seen.add(e.key + y));
    found.push({key: e.key, kind: e.kind, years, value: e.value});
  }
  if (state.population) found.push({key: "population", kind: "set",
    inputs: D.populations[state.population].inputs, path: state.population});
  if (state.financing) found.push({key: "financing", kind: "set", financing: state.financing});
  for (const d of state.delays) {
    const fault = delayFault(d);
    if (fault) problems.push(fault);
    else found.push({key: DELAYS.get(d.id).key, kind: "delay", delay: d});
  }
  return found;
}

// What is set on top removes what lies below it; what is changed is added.
function onTop(below, above) {
  let kept = below;
  for (const a of above) {
    if (a.kind !== "set") continue;
    kept = kept.flatMap(b => {
      if (b.key !== a.key) return [b];
      if (!a.years) return [];
      if (!b.years) return [b];
      const years = b.years.filter(y => !a.years.includes(y));
      return years.length ? [{...b, years}] : [];
    });
  }
  return [...kept, ...above];
}

// The numbers that the formulas are given, and every fault in words.
function resolve(state) {
  const problems = [], differences = onTop(inherited(state, problems), own(state, problems));
  const x = BASE_X.slice();
  const touched = new Map();
  for (const d of differences.filter(d => d.inputs))
    for (const [name, values] of Object.entries(d.inputs))
      values.forEach((v, i) => { x[D.places[name] + i] = v === null ? NaN : v; });
  for (const d of differences.filter(d => d.financing)) {
    const [mode, floor, rate] = d.financing;
    x[D.places.financing_borrows] = Number(mode === "borrow");
    x[D.places.financing_sells] = Number(mode === "sell_placements");
    x[D.places.financing_floor] = floor;
    x[D.places.financing_rate] = rate / 100;
  }
  for (const kind of ["set", "change"])
    for (const d of differences) {
      if (d.kind !== kind || !d.years) continue;
      const k = KEYS.get(d.key);
      for (const y of d.years) {
        const i = k.years.indexOf(y), step = d.value * k.factor;
        if (kind === "set") x[D.places["set_" + k.input] + i] = step;
        else x[D.places["change_" + k.input] + i] += step;
        const place = d.key + "@" + y;
        touched.set(place, [k, y, i, d.meant || touched.get(place)?.[3]]);
      }
    }
  follow(state, x, touched, problems);
  for (const [k, y, i, meant] of touched.values()) judge(x, k, i, meant, problems);
  for (const {key, delay} of differences.filter(d => d.delay)) {
    delayed(x, DELAYS.get(delay.id), delay.value, delay.from);
    KEYS.get(key).years.forEach((_, i) => judge(x, KEYS.get(key), i, true, problems));
  }
  for (const d of differences) {
    const k = d.kind === "set" && d.years ? KEYS.get(d.key) : null;
    if (k && !d.years.some(y => touched.get(d.key + "@" + y)[3]) && d.years.every(y => small(k, k.years.indexOf(y), d.value)))
      problems.push(fill(say("small", {value: withUnit(number(d.value, 4), k.unit), own: withUnit(number(k.own[k.years.indexOf(d.years[0])], 4), k.unit)}),
        {label: k.label, year: d.years[0]}));
  }
  if (!problems.length) stocks(x, problems);
  return {x, differences, problems: [...new Set(problems)]};
}

function judge(x, k, i, meant, problems) {
  const fault = outOfBounds(k, i, resulting(x, k, i), meant);
  if (fault) problems.push(fill(fault, {label: k.label, year: k.years[i]}));
}

// Spending moved ahead from a year on, as `study/pull.py`: part of a year moves that part, and what
// would come after the last year is not in the figures.
function delayed(x, lever, years, start) {
  const k = KEYS.get(lever.key), whole = Math.floor(years), part = years - whole;
  const spent = k.years.map((_, t) => resulting(x, k, t, 1)), moved = spent.map((v, t) => k.years[t] < start ? v : 0);
  spent.forEach((v, t) => {
    if (k.years[t] >= start) for (const [shift, share] of [[0, 1 - part], [1, part]])
      if (t + whole + shift < moved.length) moved[t + whole + shift] += v * share;
  });
  moved.forEach((v, t) => {
    if (k.years[t] < start) return;
    x[D.places["set_" + k.input] + t] = v;
    x[D.places["change_" + k.input] + t] = 0;
  });
}
const startsOf = lever => KEYS.get(lever.key).years.filter(y => D.years.includes(y));
function delayFault({id, from, value}) {
  const lever = DELAYS.get(id), starts = startsOf(lever);
  if (!starts.includes(from)) return say("no_years", {key: lever.label, value: from, first: starts[0], last: starts.at(-1)});
  if (value < lever.low || value > lever.high) return say("delay_beyond", {label: lever.label, value: withUnit(number(value, 4), lever.unit),
    low: withUnit(number(lever.low, 4), lever.unit), high: withUnit(number(lever.high, 4), lever.unit)});
  return null;
}

// What is taken cannot be more than what is held: each stock of the model and its first year of too much.
const overdrawn = out => D.stocks.map(stock => [stock, D.years.findIndex((_, t) => out[stock.at + YEARS + t])])
  .filter(([, t]) => t >= 0);
function stocks(x, problems) {
  const out = calculate(x);
  for (const [{taken, at}, t] of overdrawn(out))
    problems.push(say("taken_" + taken, {year: D.years[t], held: withUnit(number(out[at + t], 0), "mnkr")}));
}

// What is linked to an assumption moves with it: a change like any other, on top of what is said.
function follow(state, x, touched, problems) {
  const {linked, national} = linksOf(state, problems);
  if (!linked) return;
  const before = x.slice();
  for (const link of D.links) {
    if (link.national && !national) continue;
    const source = KEYS.get(link.from), target = KEYS.get(link.to);
    source.years.forEach((year, i) => {
      const t = target.years.indexOf(year + link.lag), plan = before[D.places["plan_" + source.input] + i];
      const part = (resulting(before, source, i, 1) - plan) * link.elasticity;
      if (t < 0 || !part || part !== part) return;
      x[D.places["change_" + target.input] + t] += part;
      const place = link.to + "@" + target.years[t];
      if (!touched.has(place)) touched.set(place, [target, target.years[t], t, false]);
    });
  }
}

// Whether links act, and whether wages and prices move in the whole country.
function linksOf(state, problems) {
  const said = name => [...new Set(state.scenarios.map(n => SCENARIOS.get(n)?.[name]).filter(Boolean))];
  const scopes = state.scope ? [state.scope] : said("scope"), links = state.links ? [state.links] : said("links");
  if (!problems.length && (scopes.length > 1 || links.length > 1)) problems.push(say("scopes"));
  return {linked: !links.includes("none"), national: scopes.includes("national")};
}

function resulting(x, k, i, factor = k.factor) {
  const stated = x[D.places["set_" + k.input] + i];
  const level = stated !== stated ? x[D.places["plan_" + k.input] + i] : stated;
  return (level + x[D.places["change_" + k.input] + i]) / factor;
}

// A value that is set to a small part of the plan's own looks like a slip of unit.
const small = (k, i, stated) => k.asked !== null && stated !== 0
  && Math.abs(stated) <= k.asked * Math.abs(k.own[i]) + TINY;

function bounded(text, k, value, low, high) {
  const told = v => withUnit(number(v, 4), k.unit);
  return say(text, {value: told(value), low: told(low), high: told(high)});
}

// The bounds of a key hold whatever is meant; those near the plan's own where nothing is.
function outOfBounds(k, i, value, meant) {
  if (value < k.min - TINY || value > k.max + TINY)
    return bounded("beyond", k, value, k.min, k.max);
  const low = k.low[i], high = k.high[i], room = TINY * Math.max(1, Math.abs(high));
  if (!meant && (value < low - room || value > high + room))
    return bounded("far", k, value, low, high);
  return null;
}

// --- A state as a link fragment and back, as a scenario file, and numbers as people write them ---
const plain = v => { const t = String(v); return t.includes("e") ? v.toFixed(24).replace(/0+$/, "") : t; };
const span = e => e.from === e.to ? `${e.from}` : `${e.from}-${e.to}`;

function toFragment(state) {
  const parts = new URLSearchParams();
  if (state.scenarios.length) parts.set("s", state.scenarios.join(" "));
  if (state.population) parts.set("p", state.population);
  if (state.financing) parts.set("f", state.financing.map(String).join(","));
  for (const name of ["links", "scope"]) if (state[name]) parts.set(name, state[name]);
  for (const d of state.delays) parts.append("delay", `${d.id}:${d.from}=${plain(d.value)}`);
  for (const e of state.edits) parts.append(e.kind, `${e.key}:${span(e)}=${plain(e.value)}`);
  return parts.toString();
}

// Whatever a link holds is text: it becomes a known key, a year and a number, or a sentence.
function fromFragment(text) {
  const state = emptyState(), problems = [];
  const parts = new URLSearchParams(String(text).slice(0, 8000).replace(/^#/, ""));
  for (const [name, value] of parts) {
    const bad = reason => problems.push(say(reason, {value: shown(value)}));
    if (name === "s") {
      for (const each of value.split(" ").filter(Boolean))
        if (SCENARIOS.has(each) && !SCENARIOS.get(each).fault) state.scenarios.push(each);
        else problems.push(say("no_scenario", {name: shown(each)}));
      state.scenarios = [...new Set(state.scenarios)];
    } else if (name === "p") {
      if (Object.hasOwn(D.populations, value)) state.population = value; else bad("bad_link");
    } else if (name === "f") {
      const [mode, floor, rate, ...rest] = value.split(",");
      const f = readFinancing(mode, floor ?? "0", rate ?? "0");
      if (f && !rest.length) state.financing = f; else bad("bad_link");
    } else if (name === "links" || name === "scope") {
      if (SETTINGS[name].includes(value)) state[name] = value; else bad("bad_link");
    } else if (name === "set" || name === "change") {
      const edit = readEdit(name, value);
      if (typeof edit === "string") problems.push(edit); else state.edits.push(edit);
    } else if (name === "delay") {
      const found = /^(.{1,80}):(\d{4})=(.{1,40})$/.exec(value), d = found && {id: found[1], from: Number(found[2]), value: readNumber(found[3])};
      if (!d || !DELAYS.has(d.id) || d.value === null) { bad("bad_link"); continue; }
      const fault = delayFault(d);
      if (fault) problems.push(fault); else state.delays.push(d);
    } else bad("bad_link");
  }
  return {state, problems};
}
const shown = t => { const s = String(t).replace(/[^\p{L}\p{N}\p{P}\p{S} ]/gu, "\uFFFD"); return s.length > 60 ? s.slice(0, 59) + "…" : s; };

function readFinancing(mode, floor, rate) {
  const f = readNumber(floor), r = readNumber(rate);
  if (!MODES.includes(mode) || f === null || r === null) return null;
  const within = (v, [low, high]) => v >= low && v <= high;
  return within(f, D.financing.floor) && within(r, D.financing.rate) ? [mode, f, r] : null;
}

function readEdit(kind, text) {
  const found = /^([a-z_]{1,60}):(\d{4})(?:-(\d{4}))?=(.{1,40})$/.exec(text);
  const k = found && KEYS.get(found[1]);
  if (!k) return say("bad_link", {value: shown(text)});
  if (!k.kinds.includes(kind)) return say("wrong_kind", {key: k.label});
  const from = Number(found[2]), to = Number(found[3] ?? found[2]), value = readNumber(found[4]);
  if (value === null) return say("no_number", {value: shown(found[4])});
  if (!k.years.includes(from) || !k.years.includes(to) || from > to)
    return say("no_years", {key: k.label, value: shown(found[2] + (found[3] ? "-" + found[3] : "")),
      first: k.years[0], last: k.years.at(-1)});
  return {key: k.key, kind, from, to, value};
}

// 1 234,5 or −1.5: what the page prints can be typed back. null for anything else.
function readNumber(text) {
  const t = String(text).trim().replace(/[\u2212\u2013]/g, "-").replace(/[\s\u00a0\u202f]/g, "");
  if (!/^[-+]?(\d{1,12}([.,]\d{0,24})?|[.,]\d{1,24})$/.test(t)) return null;
  return Number(t.replace(",", "."));
}

function number(value, places, sign = false) {
  if (!Number.isFinite(value)) return "–";
  let p = places;
  const cut = v => Number(Math.round(Number(v + "e" + p)) + "e-" + p);
  const size = Math.abs(value) < 1e-6 ? 0 : Math.abs(value);
  const rounded = size < 1e15 ? cut(size) : size;
  let [whole, rest = ""] = rounded.toFixed(p).split(".");
  if (places === 4) rest = rest.replace(/0+$/, "");
  whole = whole.replace(/\B(?=(\d{3})+$)/g, D.language === "en" ? "," : "\u00a0");
  const text = rest ? whole + (D.language === "en" ? "." : ",") + rest : whole;
  if (!rounded) return text;
  return value < 0 ? "\u2212" + text : sign ? "+" + text : text;
}

// A written number with its unit, in the form that the catalogue has for the sign it begins with.
function withUnit(written, unit) {
  const sign = "\u2212+".includes(written[0]) ? written[0] : "";
  return fill(D.amounts[unit][sign], {number: written.slice(sign.length)});
}

// The values of a key from a year on, said year by year: what a delay or a scaling comes to.
function stateLevels(s, key, start, x) {
  const k = KEYS.get(key), kind = k.kinds.includes("set") ? "set" : "change";
  s.delays = s.delays.filter(d => DELAYS.get(d.id).key !== key);
  s.edits = s.edits.flatMap(e => e.key !== key || e.to < start ? [e] : e.from < start ? [{...e, to: start - 1}] : []);
  k.years.forEach((year, t) => {
    const wanted = resulting(x, k, t);
    if (year < start || wanted !== wanted) return;
    const edit = {key, kind, from: year, to: year, value: kind === "set" ? wanted : 0};
    s.edits.push(edit);
    edit.value += wanted - resulting(resolve(s).x, k, t); // what lies below, or is linked to it, comes on top
  });
}

const saveNote = () => say("save_horizon", {year: D.horizon});

// A scenario file has no delays: it says what they come to. Such values are meant, however small.
function toYaml(given, question) {
  const state = copyState(given), x = resolve(given).x, first = new Map();
  for (const d of given.delays) { const {key} = DELAYS.get(d.id); first.set(key, Math.min(d.from, first.get(key) ?? d.from)); }
  for (const [key, start] of first) stateLevels(state, key, start, x);
  const ask = question || say("default_question");
  const lines = [`# ${ask.replace(/[\r\n]+/g, " ")}`, ...(D.horizon ? [`# ${saveNote()}`] : []), `question: ${JSON.stringify(ask)}`,
    `extends: [${(state.scenarios.length ? state.scenarios : ["base"]).join(", ")}]`];
  for (const name of ["links", "scope"]) if (state[name]) lines.push(`${name}: ${state[name]}`);
  if (first.size) lines.push(`confirm: [${[...first.keys()].join(", ")}]`);
  for (const kind of ["change", "set"]) {
    const by = new Map();
    for (const e of state.edits.filter(e => e.kind === kind))
      by.set(e.key, [...(by.get(e.key) ?? []), `${span(e)}: ${plain(e.value)}`]);
    const rows = [...by].map(([key, parts]) => `  ${key}: {${parts.join(", ")}}`);
    if (kind === "set" && state.population) rows.push(`  population: ${state.population}`);
    if (kind === "set" && state.financing) {
      const [mode, floor, rate] = state.financing;
      rows.push(`  financing: {mode: ${mode}, floor: ${plain(floor)}` + (mode === "borrow" ? `, rate: ${plain(rate)}}` : "}"));
    }
    if (rows.length) lines.push(`${kind}:`, ...rows);
  }
  return lines.join("\n") + "\n";
}
