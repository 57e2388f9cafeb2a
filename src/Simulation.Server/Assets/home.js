"use strict";
(() => {
  const table = document.getElementById("table");
  const filter = document.getElementById("filter");
  const compare = document.getElementById("compare");
  const button = compare.querySelector("button");
  const ticked = document.getElementById("ticked");
  const campaigns = document.getElementById("campaigns");
  const keys = new Set();
  const pace = new Map();
  const cards = new Map();
  const count = number => number.toLocaleString("en-US");

  const element = (tag, style, text) => {
    const made = document.createElement(tag);
    if (style) made.className = style;
    if (text !== undefined) made.textContent = text;
    return made;
  };

  // Ticks live apart from the table, which comes anew whenever something changes.
  const showTicks = () => {
    let designs = 0;
    for (const box of table.querySelectorAll("input[name=run]")) {
      box.checked = keys.has(box.value);
      if (box.checked) designs += Math.max(1, box.closest("tr").querySelectorAll(".designs .pill").length);
    }
    const runs = table.querySelectorAll("input[name=run]:checked").length;
    button.disabled = designs < 2;
    ticked.textContent = runs === 0 ? "Tick two runs, or one of several designs." : `${runs} ticked`;
  };
  table.addEventListener("change", event => {
    if (event.target.checked) keys.add(event.target.value);
    else keys.delete(event.target.value);
    showTicks();
  });

  const wanted = () => {
    const words = new URLSearchParams(new FormData(filter));
    for (const [key, value] of [...words]) if (!value) words.delete(key);
    return words.toString();
  };
  let asked = 0;
  const refresh = async () => {
    const turn = ++asked;
    const answer = await fetch("/table?" + wanted());
    const text = await answer.text();
    if (!answer.ok || turn !== asked) return;
    const focused = document.activeElement?.name === "run" ? document.activeElement.value : null;
    // The server has escaped what is in it, and the policy of the page lets no script within it run.
    table.innerHTML = text;
    if (focused) table.querySelector(`input[value="${CSS.escape(focused)}"]`)?.focus();
    showTicks();
  };
  let soon = 0;
  filter.addEventListener("input", () => {
    clearTimeout(soon);
    soon = setTimeout(() => {
      history.replaceState(null, "", wanted() ? "/?" + wanted() : "/");
      refresh();
    }, 150);
  });
  filter.addEventListener("submit", event => {
    event.preventDefault();
    refresh();
  });
  filter.querySelector("button").hidden = true;

  const ago = milliseconds => {
    const seconds = Math.round(milliseconds / 1000);
    if (seconds < 90) return seconds + " s";
    if (seconds < 5400) return Math.round(seconds / 60) + " min";
    return seconds < 172800 ? Math.round(seconds / 3600) + " h" : Math.round(seconds / 86400) + " days";
  };

  // Trials a second over the last half minute.
  const speed = one => {
    const past = pace.get(one.id) ?? [];
    if (past.length && past[past.length - 1].done > one.done) past.length = 0;
    past.push({ at: performance.now(), done: one.done });
    while (past.length > 30) past.shift();
    pace.set(one.id, past);
    const seconds = (past[past.length - 1].at - past[0].at) / 1000;
    return seconds > 0 ? (one.done - past[0].done) / seconds : 0;
  };

  const card = one => {
    const parts = { root: element("article", "campaign"), bars: {} };
    const head = element("h3", "", one.name + " ");
    parts.state = element("span", "quiet");
    head.append(element("code", "quiet", one.id), " ", parts.state);
    parts.meter = element("div", "meter");
    parts.meter.setAttribute("role", "progressbar");
    parts.meter.setAttribute("aria-label", "Trials of " + one.name);
    parts.meter.setAttribute("aria-valuemin", "0");
    for (const kind of ["held", "failed", "unknown"]) {
      parts.bars[kind] = element("span", kind);
      parts.meter.append(parts.bars[kind]);
    }
    parts.words = element("p", "figures");
    parts.root.append(head, parts.meter, parts.words);
    return parts;
  };

  const show = one => {
    const parts = cards.get(one.id) ?? card(one);
    cards.set(one.id, parts);
    const rate = speed(one);
    const isDone = one.done >= one.trials;
    const isOn = !isDone && one.idle_ms < 20000;
    const held = one.done - one.failed - one.unknown;
    for (const [kind, number] of Object.entries({ held, failed: one.failed, unknown: one.unknown }))
      parts.bars[kind].style.width = (one.trials ? (100 * number) / one.trials : 0) + "%";
    parts.meter.setAttribute("aria-valuemax", one.trials);
    parts.meter.setAttribute("aria-valuenow", one.done);
    parts.root.classList.toggle("on", isOn);
    parts.state.textContent = isDone ? "done" : isOn ? "going on" : `nothing new for ${ago(one.idle_ms)}`;
    parts.words.replaceChildren(`${count(one.done)} of ${count(one.trials)} trials: `,
      element("span", "good", `${count(held)} held`), ", ",
      element("span", one.failed ? "bad" : "quiet", `${count(one.failed)} failed`), ", ",
      element("span", one.unknown ? "doubtful" : "quiet", `${count(one.unknown)} unknown`));
    if (one.contradicted) parts.words.append(", ", element("span", "bad strong", `${count(one.contradicted)} not deterministic`));
    if (isOn && rate > 0)
      parts.words.append(element("span", "quiet", ` \u00b7 ${rate.toFixed(rate < 10 ? 1 : 0)}/s, ${ago((1000 * (one.trials - one.done)) / rate)} left`));
    return parts.root;
  };

  const live = new EventSource("/live");
  live.addEventListener("campaigns", event => {
    const all = JSON.parse(event.data).campaigns;
    if (!all.length) return;
    const roots = all.map(show);
    // Moving a node that is in its place already would end its transition.
    if (roots.length !== campaigns.children.length || roots.some((root, place) => campaigns.children[place] !== root))
      campaigns.replaceChildren(...roots);
  });
  live.addEventListener("runs", refresh);
  live.addEventListener("error", () => document.body.classList.add("lost"));
  live.addEventListener("open", () => document.body.classList.remove("lost"));
  addEventListener("pagehide", () => live.close());
  addEventListener("pageshow", event => {
    if (event.persisted) location.reload();
  });
  showTicks();
})();
