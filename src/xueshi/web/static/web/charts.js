// Draws the charts that a page describes in its data blocks; the same figures stand in a table beside each of them.
const still = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
const narrow = window.matchMedia("(max-width: 40rem)").matches;

function colour(name) {
  return getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
}

function shortened(text, limit) {
  return text.length > limit ? `${text.slice(0, limit - 1)}…` : text;
}

// One horizontal bar a unit, its members stacked by status.
function stackedUnits(data, fontSize) {
  return {
    animation: !still,
    aria: { enabled: true, label: { enabled: false }, decal: { show: true } },
    textStyle: { fontFamily: getComputedStyle(document.body).fontFamily, fontSize },
    grid: { left: 8, right: 24, top: narrow ? 84 : 44, bottom: 8, containLabel: true },
    legend: { top: 0, itemWidth: 14, itemHeight: 10, textStyle: { fontSize } },
    tooltip: { trigger: "axis", axisPointer: { type: "shadow" }, renderMode: "richText", confine: true },
    xAxis: { type: "value", minInterval: 1, axisLabel: { fontSize } },
    yAxis: {
      type: "category",
      inverse: true,
      data: data.units.map((unit) => unit.name),
      axisLabel: { fontSize, interval: 0, formatter: (name) => shortened(name, narrow ? 9 : 16) },
      axisTick: { show: false },
    },
    series: data.statuses.map((status) => ({
      name: status.name,
      type: "bar",
      stack: "members",
      barMaxWidth: 22,
      itemStyle: { color: colour(status.key) },
      data: data.units.map((unit) => unit.counts[status.key] || 0),
    })),
  };
}

const kinds = { "stacked-units": stackedUnits };

function draw(holder) {
  const data = JSON.parse(document.getElementById(holder.dataset.chart).textContent);
  const fontSize = parseFloat(getComputedStyle(document.documentElement).fontSize) * 0.8125;
  holder.style.height = `${Math.max(240, 90 + data.units.length * Math.max(28, fontSize * 2.2))}px`;
  const chart = window.echarts.init(holder, null, { renderer: "canvas" });
  chart.setOption(kinds[holder.dataset.kind](data, fontSize));
  chart.on("click", (event) => {
    const unit = data.units[event.dataIndex];
    if (unit && unit.url) window.location.assign(unit.url);
  });
  window.addEventListener("resize", () => chart.resize());
}

for (const holder of document.querySelectorAll("[data-chart]")) draw(holder);
