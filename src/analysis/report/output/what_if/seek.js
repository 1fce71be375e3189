// How far one lever must be pulled for a goal to be met in chosen years, as `regionkalkyl seek`.
const STEPS = D.seek.steps, PRECISION = D.seek.precision;

function pulledInputs(x, lever, position, start) {
  const k = KEYS.get(lever.key), y = x.slice();
  if (lever.kind === "delay") { delayed(y, lever, position, start); return y; }
  k.years.forEach((year, t) => {
    if (year < start) return;
    if (lever.kind === "change") y[D.places["change_" + k.input] + t] += position * k.factor;
    else {
      y[D.places["set_" + k.input] + t] = resulting(x, k, t) * k.factor * (1 + position / 100);
      y[D.places["change_" + k.input] + t] = 0;
    }
  });
  return y;
}

const testsOf = (goal, from, to) => D.goals.filter(g => g.id === goal && g.years.some(y => y >= from && y <= to));

function worst(x, lever, position, start, tests) {
  const out = calculate(pulledInputs(x, lever, position, start));
  if (overdrawn(out).length) return -Infinity;
  const margins = tests.map(g => { const m = out[g.at + 1]; return m === m ? m : -Infinity; });
  return Math.min(...margins);
}

function seekLever(x, lever, goal, from, to) {
  const tests = testsOf(goal, from, to), margin = p => worst(x, lever, p, from, tests);
  if (!tests.length) return {status: "untested"};
  if (margin(0) >= 0) return {status: "met", value: 0};
  const found = [-1, 1].map(way => edge(margin, way < 0 ? lever.low : lever.high)).filter(v => v !== null);
  if (!found.length) return {status: "unreachable"};
  const value = found.reduce((a, b) => Math.abs(a) <= Math.abs(b) ? a : b);
  const fault = pullFault(x, lever, value, from);
  return {status: fault ? "refused" : "reached", value, fault};
}

function pullFault(x, lever, value, start) {
  if (lever.kind === "delay") return null; // it moves spending from year to year and makes none
  const k = KEYS.get(lever.key), y = pulledInputs(x, lever, value, start);
  for (let t = 0; t < k.years.length; t++) {
    const fault = k.years[t] >= start && outOfBounds(k, t, resulting(y, k, t), false);
    if (fault) return fill(fault, {label: k.label, year: k.years[t]});
  }
  return null;
}

function edge(margin, end) {
  if (!end) return null;
  let before = 0;
  for (let i = 1; i <= STEPS / 2; i++) {
    const at = end * i / (STEPS / 2);
    if (margin(at) >= 0) {
      let outside = before, inside = at;
      while (Math.abs(inside - outside) > PRECISION) {
        const middle = (inside + outside) / 2;
        if (middle === inside || middle === outside) break;
        if (margin(middle) >= 0) inside = middle; else outside = middle;
      }
      return inside;
    }
    before = at;
  }
  return null;
}

// The pull as the state says it: a delay as one, what is added as one edit, all else year by year.
function pullEdits(state, x, lever, value, start) {
  const s = copyState(state), below = s.delays.filter(d => DELAYS.get(d.id).key === lever.key);
  if (lever.kind === "delay") { s.delays.push({id: lever.id, from: start, value}); return s; }
  if (lever.kind === "change" && !below.length && state.edits.every(e => e.key !== lever.key || e.to < start))
    s.edits.push({key: lever.key, kind: "change", from: start, to: KEYS.get(lever.key).years.at(-1), value});
  else stateLevels(s, lever.key, Math.min(start, ...below.map(d => d.from)), pulledInputs(x, lever, value, start));
  return s;
}
