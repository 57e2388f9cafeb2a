"use strict";
(() => {
  const NEAR = 9;

  // How far a point is from the line of an arrow, in the units of the picture.
  const distance = (line, x, y) => {
    const [dx, dy] = [line.x2 - line.x1, line.y2 - line.y1];
    const share = Math.max(0, Math.min(1, ((x - line.x1) * dx + (y - line.y1) * dy) / (dx * dx + dy * dy || 1)));
    return Math.hypot(x - line.x1 - share * dx, y - line.y1 - share * dy);
  };

  const lineOf = mark => {
    const found = /^M(\S+) (\S+?)L(\S+) (\S+?)(?:[mL]|$)/.exec(mark.querySelector("path")?.getAttribute("d") ?? "");
    if (!found) return null;
    const [x1, y1, x2, y2] = found.slice(1).map(Number);
    return { x1, y1, x2, y2, mark };
  };

  const start = figure => {
    const picture = figure.querySelector("svg.steps");
    const view = figure.querySelector(".window");
    const say = figure.querySelector(".say");
    const count = figure.querySelector(".count");
    const marks = [...picture.querySelectorAll("[data-n]")].sort((one, other) => one.dataset.n - other.dataset.n);
    // The words move from the titles to labels, else the browser shows them a second time.
    for (const mark of marks) {
      const title = mark.querySelector("title");
      mark.setAttribute("aria-label", title.textContent);
      title.remove();
    }
    const lines = marks.map(lineOf).filter(line => line);
    let current = -1;

    const show = (index, follow) => {
      marks[current]?.classList.remove("on");
      current = index;
      const mark = marks[current];
      figure.dataset.current = current;
      count.textContent = mark ? current + 1 + " of " + marks.length : marks.length + " events";
      say.textContent = mark ? mark.getAttribute("aria-label") : "Point at a line, or step with the arrow keys.";
      if (!mark) return;
      mark.classList.add("on");
      if (!follow) return;
      const [box, frame] = [mark.getBoundingClientRect(), view.getBoundingClientRect()];
      const head = figure.querySelector(".heads").getBoundingClientRect().height;
      if (box.top < frame.top + head) view.scrollTop -= frame.top + head + 40 - box.top;
      else if (box.bottom > frame.bottom) view.scrollTop += Math.min(box.bottom - frame.bottom + 40, box.top - frame.top - head - 40);
    };

    const steps = {
      first: () => 0,
      previous: () => Math.max(0, current - 1),
      next: () => Math.min(marks.length - 1, current + 1),
      last: () => marks.length - 1,
    };
    const keys = {
      ArrowDown: "next", ArrowRight: "next", ArrowUp: "previous", ArrowLeft: "previous", Home: "first", End: "last",
    };
    figure.addEventListener("keydown", event => {
      if (event.key === "Escape") show(-1, false);
      else if (keys[event.key]) show(steps[keys[event.key]](), true);
      else return;
      event.preventDefault();
    });
    for (const button of figure.querySelectorAll("[data-step]")) {
      button.addEventListener("click", () => show(steps[button.dataset.step](), true));
    }

    picture.addEventListener("pointermove", event => {
      const place = new DOMPoint(event.clientX, event.clientY).matrixTransform(picture.getScreenCTM().inverse());
      const over = event.target.closest("[data-n]");
      let [best, least] = [over, over ? 0 : NEAR];
      for (const line of over ? [] : lines) {
        const far = distance(line, place.x, place.y);
        if (far < least) [best, least] = [line.mark, far];
      }
      if (best) show(marks.indexOf(best), false);
    });
    figure.querySelector(".stepper").hidden = false;
    say.hidden = false;
    show(-1, false);
  };

  document.querySelectorAll(".spacetime").forEach(start);
})();
