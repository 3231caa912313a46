// Charts: the page brings SVG; where it comes into view ECharts draws the same option
// again with tooltips, in the colours of the tokens (so it follows dark mode).
//   [data-chart="id of the JSON"][data-echarts="address of the library"]
(() => {
  "use strict";

  let library = null;

  function load(address) {
    library ??= new Promise((done, failed) => {
      const script = document.createElement("script");
      script.src = address;
      script.onload = () => done(window.echarts);
      script.onerror = failed;
      document.head.append(script);
    });
    return library;
  }

  function coloured(given) {
    const style = getComputedStyle(document.documentElement);
    let text = JSON.stringify(given.option);
    for (const [colour, variable] of Object.entries(given.colours)) {
      text = text.replaceAll(colour, style.getPropertyValue(variable).trim() || colour);
    }
    return JSON.parse(text);
  }

  async function draw(box) {
    const given = JSON.parse(document.getElementById(box.dataset.chart).textContent);
    const echarts = await load(box.dataset.echarts);
    const still = box.querySelector("svg");
    const live = document.createElement("div");
    live.className = "chart-live";
    still.before(live);
    live.style.height = `${Math.max(240, still.getBoundingClientRect().height)}px`;
    still.remove();
    let chart = echarts.init(live);
    chart.setOption(coloured(given));
    new ResizeObserver(() => chart.resize()).observe(live);
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => chart.setOption(coloured(given), true));
    window.addEventListener("beforeprint", () => chart.resize());
  }

  const seen = new IntersectionObserver((entries) => {
    for (const entry of entries) {
      if (!entry.isIntersecting) continue;
      seen.unobserve(entry.target);
      entry.target.dataset.drawn = "";
      draw(entry.target).catch(() => {});
    }
  });
  const watch = () => document.querySelectorAll("[data-chart]:not([data-drawn])").forEach((box) => seen.observe(box));

  document.addEventListener("DOMContentLoaded", watch);
  // Charts that came in later: by htmx, or by live.js.
  document.addEventListener("htmx:afterSettle", watch);
  document.addEventListener("portal:shown", watch);
})();
