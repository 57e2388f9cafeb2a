"use strict";
(() => {
  const root = document.documentElement;
  const isDark = () =>
    root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  const colour = name => getComputedStyle(root).getPropertyValue(name).trim();
  const plots = [];

  const number = text => (text === "-" ? null : Number(text));
  const short = (value, unit) => {
    if (value === null || value === undefined) return "–";
    if (unit === "ms" && value >= 1000) return (value / 1000).toPrecision(3) + " s";
    const digits = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2;
    return Number(value.toFixed(digits)) + (unit === "ms" ? " ms" : unit);
  };

  const powers = (min, max) => {
    const splits = [];
    for (let power = Math.ceil(Math.log10(min)); 10 ** power <= max; power++) splits.push(10 ** power);
    return splits;
  };

  // Faults are shaded below the lines; the warm-up ends at a dashed line.
  const shade = data => plot => {
    const { ctx, bbox } = plot;
    ctx.save();
    ctx.beginPath();
    ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
    ctx.clip();
    for (const fault of data.faults) {
      const left = plot.valToPos(Number(fault.start), "x", true);
      const right = plot.valToPos(Number(fault.end), "x", true);
      ctx.fillStyle = colour("--fault");
      ctx.fillRect(left, bbox.top, right - left, bbox.height);
      ctx.strokeStyle = colour("--edge");
      ctx.strokeRect(left, bbox.top - 2, right - left, bbox.height + 4);
    }
    const warm = Number(data.warmup);
    if (warm > 0) {
      const x = plot.valToPos(warm, "x", true);
      ctx.setLineDash([4, 4]);
      ctx.strokeStyle = colour("--quiet");
      ctx.beginPath();
      ctx.moveTo(x, bbox.top);
      ctx.lineTo(x, bbox.top + bbox.height);
      ctx.stroke();
    }
    ctx.restore();
  };

  const zoomAll = (group, min, max) => {
    for (const plot of group) plot.setScale("x", { min, max });
  };

  const keys = (plot, group, data) => event => {
    const last = plot.data[0].length - 1;
    const { min, max } = plot.scales.x;
    let index = plot.cursor.idx ?? plot.valToIdx((min + max) / 2);
    if (event.key === "ArrowLeft") index = Math.max(0, index - 1);
    else if (event.key === "ArrowRight") index = Math.min(last, index + 1);
    else if (event.key === "Home") index = 0;
    else if (event.key === "End") index = last;
    else if (event.key === "+" || event.key === "-") {
      const middle = plot.data[0][index];
      const half = ((max - min) / 2) * (event.key === "+" ? 0.5 : 2);
      zoomAll(group, Math.max(0, middle - half), Math.min(data.seconds, middle + half));
      event.preventDefault();
      return;
    } else if (event.key === "Escape") {
      zoomAll(group, 0, data.seconds);
      return;
    } else return;
    event.preventDefault();
    plot.setCursor({ left: plot.valToPos(plot.data[0][index], "x"), top: plot.over.clientHeight / 2 });
  };

  const draw = (host, data, panel, group) => {
    const figure = document.createElement("figure");
    figure.className = "chart";
    figure.tabIndex = 0;
    const title = document.createElement("h4");
    title.textContent = panel.title;
    figure.setAttribute("aria-label", panel.title + ", over simulated time; the same numbers are in the table below");
    figure.append(title);
    host.append(figure);
    const values = panel.series.map(series => series.split(" ").map(number));
    const count = Math.max(...values.map(series => series.length));
    const stride = data.stride;
    const xs = Array.from({ length: count }, (_, index) => index * stride + stride / 2);
    const axis = { stroke: () => colour("--quiet"), grid: { stroke: () => colour("--grid") }, ticks: { show: false } };
    const plot = new uPlot(
      {
        width: host.clientWidth,
        height: 210,
        cursor: { sync: { key: "time-" + host.dataset.place, setSeries: true }, drag: { x: true, y: false } },
        scales: {
          x: { time: false, range: (self, min, max) => (self.isReady ? [min, max] : [0, data.seconds]) },
          y: panel.log
            ? { distr: 3 }
            : { range: (self, min, max) => (panel.unit === "%" ? [0, 105] : [0, Math.max(max * 1.08, 1)]) },
        },
        axes: [
          { ...axis, values: (self, ticks) => ticks.map(tick => tick + " s") },
          {
            ...axis,
            size: 64,
            ...(panel.log ? { splits: (self, place, min, max) => powers(min, max) } : {}),
            values: (self, ticks) => ticks.map(tick => (tick === null ? "" : short(tick, panel.unit))),
          },
        ],
        series: [
          { label: "time", value: (self, value) => (value === null ? "–" : value.toFixed(1) + " s") },
          ...data.designs.map((label, index) => ({
            label,
            stroke: () => colour("--d" + (index % 8)),
            width: 1.75,
            dash: index >= 8 ? [6, 4] : undefined,
            points: { show: false },
            value: (self, value) => short(value, panel.unit),
          })),
        ],
        hooks: {
          drawClear: [shade(data)],
          ready: [self => { self.isReady = true; }],
          setScale: [
            (self, key) => {
              if (key !== "x" || !self.isReady) return;
              const { min, max } = self.scales.x;
              figure.dataset.seconds = (max - min).toFixed(1);
              for (const other of group) {
                const now = other.scales.x;
                if (other !== self && (now.min !== min || now.max !== max)) other.setScale("x", { min, max });
              }
            },
          ],
        },
      },
      [xs, ...values.map(series => xs.map((_, index) => series[index] ?? null))],
      figure
    );
    plot.over.addEventListener("dblclick", () => zoomAll(group, 0, data.seconds));
    figure.addEventListener("keydown", keys(plot, group, data));
    group.push(plot);
    plots.push({ plot, host });
  };

  document.querySelectorAll(".charts").forEach((host, place) => {
    host.dataset.place = place;
    const data = JSON.parse(host.dataset.charts);
    const group = [];
    for (const panel of data.panels) draw(host, data, panel, group);
  });

  const redraw = () => plots.forEach(({ plot }) => plot.redraw(false));
  addEventListener("resize", () =>
    plots.forEach(({ plot, host }) => plot.setSize({ width: host.clientWidth, height: 210 })));
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", redraw);
  // Paper is white, whatever the screen was.
  let theme;
  addEventListener("beforeprint", () => {
    theme = root.dataset.theme;
    root.dataset.theme = "light";
    redraw();
  });
  addEventListener("afterprint", () => {
    if (theme) root.dataset.theme = theme;
    else delete root.dataset.theme;
    redraw();
  });
  document.getElementById("theme").addEventListener("click", () => {
    root.dataset.theme = isDark() ? "light" : "dark";
    redraw();
  });
})();
