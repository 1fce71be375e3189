// The plan's own uncertainty: correlated errors with persistence, as `regionkalkyl uncertainty`.
// The distribution is the same; the stream of random numbers is the page's own, from a seed.
function stream(seed) {
  let a = seed >>> 0;
  const next = () => { // mulberry32
    a = (a + 0x6d2b79f5) | 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  let kept = null;
  const normal = () => {
    if (kept !== null) { const k = kept; kept = null; return k; }
    const r = Math.sqrt(-2 * Math.log(1 - next())), angle = 2 * Math.PI * next();
    kept = r * Math.sin(angle);
    return r * Math.cos(angle);
  };
  return {next, normal};
}

function errorOf(e, z, size) {
  if (!e.shape) return z * size;
  const {table, reach, ends} = e.shape, last = table.length - 1;
  const at = Math.min(last, Math.max(0, (z + reach) / (2 * reach) * last));
  const low = Math.min(last - 1, Math.floor(at));
  const q = table[low] + (table[low + 1] - table[low]) * (at - low);
  return ends ? q : q * size;
}

// One draw: the numbers of a state with errors on top, kept within the bounds of reason.
function drawn(base, random, U) {
  const x = base.slice(), n = U.errors.length, years = U.years.length;
  const z = [];
  for (let y = 0; y < years; y++) {
    const raw = U.errors.map(() => random.normal());
    z.push(U.cholesky.map((row, i) => row.slice(0, i + 1).reduce((s, l, j) => s + l * raw[j], 0)));
  }
  for (let i = 0; i < n; i++) {
    const e = U.errors[i], k = KEYS.get(e.key), rho = e.persistence, own = Math.sqrt(1 - rho * rho);
    if (rho) for (let y = 1; y < years; y++) z[y][i] = rho * z[y - 1][i] + own * z[y][i];
    if (!e.held || !k) continue;
    e.sizes.forEach((size, t) => {
      if (!e.unknown[t]) return;
      const error = errorOf(e, z[e.start + t][i], size), level = resulting(x, k, t);
      const moved = e.relative ? level * (1 + error / 100) : level + error;
      x[D.places["set_" + k.input] + t] = Math.min(k.high[t], Math.max(k.low[t], moved)) * k.factor;
      x[D.places["change_" + k.input] + t] = 0;
    });
  }
  for (const event of U.events) {
    let count = 0;
    for (let t = 0; t < YEARS; t++) {
      const strikes = random.next() < event.probability && !(event.once && count);
      if (strikes) count++;
      if (strikes || (event.lasting && count)) {
        const at = D.places[event.input] ?? D.places["plan_" + event.input];
        if (at !== undefined) x[at + t] += event.amount * (event.lasting ? count : 1);
      }
    }
  }
  return x;
}

// 10 000 draws, a few at a time so that the page stays answerable; `done` gets bands and risks.
function fan(x, draws, lines, report, done, alive = () => true) {
  const U = D.uncertainty, random = stream(1);
  const kept = lines.map(() => D.years.map(() => new Float64Array(draws)));
  const missed = D.goals.map(() => 0);
  let n = 0;
  const some = () => {
    if (!alive()) return;
    const until = Date.now() + 12;
    while (n < draws && Date.now() < until) {
      const out = calculate(drawn(x, random, U));
      lines.forEach((line, l) => { for (let t = 0; t < YEARS; t++) kept[l][t][n] = out[line.at + t] * line.scale; });
      D.goals.forEach((g, i) => { if (!out[g.at + 2]) missed[i]++; });
      n++;
    }
    if (n < draws) { report(n); setTimeout(some, 0); return; }
    const bands = kept.map(years => years.map(v => { v.sort(); return U.percentiles.map(p => quantileOf(v, p)); }));
    done({bands, risks: missed.map(m => m / draws)});
  };
  some();
}

function quantileOf(sorted, p) {
  const at = p * (sorted.length - 1), low = Math.floor(at), high = Math.min(sorted.length - 1, low + 1);
  return sorted[low] + (sorted[high] - sorted[low]) * (at - low);
}
