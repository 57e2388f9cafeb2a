"use strict";
(() => {
  const section = document.getElementById("step");
  const base = "/runs/" + section.dataset.run;
  const duration = Number(section.dataset.duration);
  const byId = id => document.getElementById(id);
  const [scrub, time, about, now, list, events, nodes, made] =
    ["scrub", "time", "about", "now", "records", "events", "nodes", "made"].map(byId);
  const WINDOW = 400;
  let records = [];
  let at = 0;
  let turn = 0;
  let before = new Map();

  const element = (tag, style, text) => {
    const cell = document.createElement(tag);
    if (style) cell.className = style;
    cell.textContent = text;
    return cell;
  };
  const seconds = nanoseconds => (nanoseconds / 1e9).toFixed(9);
  const way = record => (record.target ? `${record.source} \u2192 ${record.target}` : record.source);
  const nodeOf = name => name.slice(name.indexOf("@") + 1);

  const ask = async (side, from) => {
    const words = new URLSearchParams({ way: side, from, count: "100" });
    if (about.value.trim()) words.set("about", about.value.trim());
    const answer = await (await fetch(`${base}/trace?${words}`)).json();
    if (answer.problem) throw new Error(answer.problem);
    return answer.records;
  };

  const fill = () => {
    list.replaceChildren(...records.map((record, place) => {
      const row = document.createElement("tr");
      row.dataset.place = place;
      row.append(element("td", "number", seconds(record.time)), element("td", "kind " + record.kind, record.kind),
        element("td", "", way(record)), element("td", "detail", record.detail));
      return row;
    }));
  };

  const show = () => {
    const record = records[at];
    for (const row of list.querySelectorAll("[aria-current]")) row.removeAttribute("aria-current");
    if (!record) {
      now.textContent = about.value.trim() ? `No event names ${about.value.trim()} here.` : "No event here.";
      return;
    }
    const row = list.children[at];
    row.setAttribute("aria-current", "true");
    const [top, room] = [row.offsetTop, events.clientHeight];
    if (top < events.scrollTop + 40 || top > events.scrollTop + room - 60) events.scrollTop = top - room / 3;
    time.value = seconds(record.time);
    scrub.value = record.time;
    scrub.setAttribute("aria-valuetext", seconds(record.time) + " seconds");
    now.replaceChildren(element("span", "mono quiet", `${seconds(record.time)} s  #${record.index.toLocaleString("en-US")}`), " ",
      element("span", "strong", record.kind), ` ${way(record)} `, element("span", "mono", record.detail));
    mark();
    later();
  };

  // Whoever the event is about stands out among the nodes.
  const mark = () => {
    const record = records[at];
    const names = record ? [record.source, record.target].flatMap(name => [name, nodeOf(name), name.replace(/^client@/, "")]) : [];
    for (const row of nodes.children) row.classList.toggle("acting", names.includes(row.dataset.name));
  };

  // Nodes are asked once the reader rests, for their answer takes a simulation.
  let rest = 0;
  let asking = null;
  let answered = -1;
  const later = () => {
    clearTimeout(rest);
    asking?.abort();
    if (records[at].time === answered) return;
    made.textContent = "Making the run again up to here\u2026";
    nodes.classList.add("old");
    rest = setTimeout(standing, 300);
  };
  const standing = async () => {
    const instant = records[at].time;
    asking = new AbortController();
    try {
      const answer = await (await fetch(`${base}/nodes?at=${instant}`, { signal: asking.signal })).json();
      if (answer.problem) {
        made.textContent = answer.problem;
        return;
      }
      const states = new Map(answer.nodes.map(node => [node.name, node.state]));
      nodes.replaceChildren(...answer.nodes.map(node => {
        const row = document.createElement("tr");
        row.dataset.name = node.name;
        const isOther = before.size > 0 && before.get(node.name) !== node.state;
        const head = element("th", "", node.name);
        head.scope = "row";
        row.append(head, element("td", isOther ? "other" : "", node.state));
        return row;
      }));
      before = states;
      answered = instant;
      nodes.classList.remove("old");
      made.textContent = `At ${seconds(instant)} s, all of that instant done. Underlined: changed since the last look.`;
      mark();
    } catch (problem) {
      if (problem.name !== "AbortError") made.textContent = "The server does not answer.";
    }
  };

  const load = async (side, from, place) => {
    const mine = ++turn;
    document.body.classList.add("busy");
    try {
      const found = await ask(side, from);
      if (mine !== turn) return;
      records = found;
      at = place === "end" ? Math.max(0, found.length - 1) : 0;
      if (side === "since" && found.length) {
        const earlier = await ask("before", found[0].index);
        if (mine !== turn) return;
        records = [...earlier.slice(-20), ...found];
        at = records.length - found.length;
      }
      fill();
      show();
    } catch (problem) {
      now.textContent = problem.message;
    } finally {
      if (mine === turn) document.body.classList.remove("busy");
    }
  };

  const step = async by => {
    if (records[at + by]) {
      at += by;
      show();
      return;
    }
    const edge = records[at];
    if (!edge) return;
    const mine = ++turn;
    const more = by > 0 ? await ask("onward", edge.index + 1) : await ask("before", edge.index);
    if (mine !== turn || !more.length) return;
    if (by > 0) {
      records = [...records, ...more].slice(-WINDOW);
      at = records.length - more.length;
    } else {
      records = [...more, ...records].slice(0, WINDOW);
      at = more.length - 1;
    }
    fill();
    show();
  };

  const go = {
    first: () => load("onward", 0),
    last: () => load("last", 0, "end"),
    next: () => step(1),
    previous: () => step(-1),
  };
  for (const button of document.querySelectorAll("[data-go]"))
    button.addEventListener("click", () => go[button.dataset.go]());
  document.addEventListener("keydown", event => {
    if (/^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName) || event.ctrlKey || event.metaKey || event.altKey) return;
    const does = { ArrowRight: "next", ArrowLeft: "previous", Home: "first", End: "last" }[event.key];
    if (does) {
      event.preventDefault();
      go[does]();
    }
  });
  list.addEventListener("click", event => {
    const row = event.target.closest("tr");
    if (row) {
      at = Number(row.dataset.place);
      show();
    }
  });
  scrub.addEventListener("input", () => (time.value = seconds(Number(scrub.value))));
  scrub.addEventListener("change", () => load("since", scrub.value));
  byId("jump").addEventListener("submit", event => {
    event.preventDefault();
    const wanted = Math.round(Number(time.value) * 1e9);
    load("since", Math.min(Math.max(0, wanted || 0), duration || Number.MAX_SAFE_INTEGER));
  });
  about.addEventListener("search", () => byId("jump").requestSubmit());
  byId("other")?.addEventListener("change", event => (location.href = `/runs/${event.target.value}/step`));
  go.first();
})();
