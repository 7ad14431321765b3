// Brings each chart to life when it comes into view. Until then, on paper and without scripts its
// drawing stands in its place.
(() => {
  "use strict";

  const tip = document.createElement("div");
  tip.className = "tip";
  tip.hidden = true;
  tip.setAttribute("aria-hidden", "true");
  document.body.append(tip);

  // Texts only ever become text nodes: a scenario may be hostile.
  const line = (tag, text) => {
    const made = document.createElement(tag);
    made.textContent = text;
    return made;
  };

  const say = (value) => {
    if (typeof value !== "object") {
      return [line("div", String(value))];
    }
    const rows = document.createElement("dl");
    for (const [name, said] of Object.entries(value)) {
      if (name !== "title") {
        rows.append(line("dt", name), line("dd", String(said)));
      }
    }
    return "title" in value ? [line("strong", String(value.title)), rows] : [rows];
  };

  const show = (_handler, event, _item, value) => {
    tip.hidden = value === null || value === undefined || value === "";
    if (tip.hidden) {
      return;
    }
    tip.replaceChildren(...say(value));
    const { offsetWidth: width, offsetHeight: height } = tip;
    const right = event.clientX + 14;
    const below = event.clientY + 14;
    const left = right + width + 4 > innerWidth ? event.clientX - width - 10 : right;
    const top = below + height + 4 > innerHeight ? event.clientY - height - 10 : below;
    tip.style.left = `${Math.max(left, 4)}px`;
    tip.style.top = `${Math.max(top, 4)}px`;
  };

  const unpacked = async (text) => {
    const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
    return new Response(stream).json();
  };

  const wake = async (chart) => {
    const drawing = chart.querySelector("svg");
    const spec = await unpacked(chart.querySelector("script").textContent);
    const stage = document.createElement("div");
    const controls = document.createElement("div");
    controls.className = "controls";
    await vegaEmbed(stage, spec, {
      mode: "vega",
      renderer: "svg",
      ast: true, // expressions are interpreted: the page allows no eval
      actions: false,
      defaultStyle: false,
      tooltip: show,
      bind: controls,
    });
    // Described as a whole; its thousands of marks would only stand in the way of who listens.
    stage.querySelector("svg").setAttribute("aria-hidden", "true");
    stage.className = "stage";
    // Drawn with the reader's own fonts, it may be wider than the drawing.
    stage.style.setProperty("--w", `${stage.querySelector("svg").getAttribute("width")}px`);
    stage.setAttribute("role", "img");
    stage.setAttribute("aria-label", drawing.getAttribute("aria-label"));
    drawing.after(stage);
    if (controls.hasChildNodes()) {
      stage.before(controls);
    }
    chart.classList.add("is-live");
  };

  const seen = new IntersectionObserver(
    (entries) => {
      for (const { isIntersecting, target } of entries) {
        if (isIntersecting) {
          seen.unobserve(target);
          wake(target);
        }
      }
    },
    { rootMargin: "400px" },
  );
  // A browser that cannot unpack them keeps the drawings.
  if ("DecompressionStream" in window) {
    for (const data of document.querySelectorAll(".chart > script")) {
      seen.observe(data.parentElement);
    }
  }

  addEventListener("scroll", () => { tip.hidden = true; }, { passive: true });

  // The section that is being read is marked in the contents, and its entry is in view there.
  const entries = new Map();
  for (const link of document.querySelectorAll("nav a")) {
    entries.set(document.getElementById(link.hash.slice(1)), link);
  }
  const read = new IntersectionObserver(
    (changes) => {
      for (const { isIntersecting, target } of changes) {
        const link = entries.get(target);
        link.toggleAttribute("aria-current", isIntersecting);
        if (isIntersecting) {
          const row = link.closest("div");
          row.scrollLeft = link.offsetLeft - row.clientWidth / 2;
        }
      }
    },
    { rootMargin: "-30% 0px -70% 0px" },
  );
  for (const section of entries.keys()) {
    read.observe(section);
  }

  // A table wider than its box can be moved by keyboard.
  const reach = new ResizeObserver((entries) => {
    for (const { target } of entries) {
      target.tabIndex = target.scrollWidth > target.clientWidth ? 0 : -1;
    }
  });
  for (const box of document.querySelectorAll(".scroll")) {
    reach.observe(box);
  }
})();
