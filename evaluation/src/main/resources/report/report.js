(function () {
  'use strict';
  const data = JSON.parse(document.getElementById('chart-data').textContent);
  const charts = [];

  function colour(name) {
    return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  }

  function axis(extra) {
    return Object.assign({
      axisLine: { lineStyle: { color: colour('--line') } },
      axisTick: { show: false },
      axisLabel: { color: colour('--soft') },
      nameTextStyle: { color: colour('--soft') },
      splitLine: { lineStyle: { color: colour('--line') } },
    }, extra);
  }

  function tooltip(formatter) {
    return {
      trigger: 'axis', confine: true, formatter: formatter, backgroundColor: colour('--card'),
      borderColor: colour('--line'), textStyle: { color: colour('--ink') },
    };
  }

  function tolerance() {
    const points = data.tolerances;
    const banded = points.every(function (p) { return p.low !== null; });
    const band = { type: 'line', stack: 'band', symbol: 'none', silent: true, lineStyle: { opacity: 0 } };
    const series = [{
      type: 'line', data: points.map(function (p) { return p.value; }), symbolSize: 9, z: 3,
      lineStyle: { color: colour('--accent'), width: 3 }, itemStyle: { color: colour('--accent') },
      label: { show: true, color: colour('--ink'), formatter: function (p) { return p.value.toFixed(2); } },
    }];
    if (banded) {
      series.push(Object.assign({ data: points.map(function (p) { return p.low; }) }, band));
      series.push(Object.assign({ data: points.map(function (p) { return p.high - p.low; }),
        areaStyle: { color: colour('--accent'), opacity: 0.16 } }, band));
    }
    return {
      title: { text: 'Chapter starts (F1), by how far off they may be', left: 0,
        textStyle: { color: colour('--ink'), fontSize: 14, fontWeight: 600 } },
      grid: { left: 40, right: 24, top: 44, bottom: 46 },
      xAxis: axis({ type: 'category', data: points.map(function (p) { return p.seconds + ' s'; }),
        name: 'tolerance', nameLocation: 'middle', nameGap: 28 }),
      yAxis: axis({ type: 'value', min: 0, max: 1 }),
      tooltip: tooltip(function (items) {
        const p = points[items[0].dataIndex];
        return p.seconds + ' s: F1 ' + p.value.toFixed(2)
          + (p.low === null ? '' : ' (95 % interval ' + p.low.toFixed(2) + ' to ' + p.high.toFixed(2) + ')');
      }),
      series: series,
    };
  }

  function speed() {
    const bars = data.stages.slice().reverse();
    return {
      title: { text: 'Times faster than real time, by stage', left: 0,
        textStyle: { color: colour('--ink'), fontSize: 14, fontWeight: 600 } },
      grid: { left: 90, right: 64, top: 36, bottom: 24 },
      xAxis: axis({ type: 'log', min: 1, splitNumber: 3 }),
      yAxis: axis({ type: 'category', data: bars.map(function (b) { return b.name; }), splitLine: { show: false } }),
      series: [{
        type: 'bar', barMaxWidth: 22, data: bars.map(function (b) { return Math.max(b.value, 1); }),
        itemStyle: { color: colour('--accent'), borderRadius: [0, 4, 4, 0] },
        label: { show: true, position: 'right', color: colour('--ink'),
          formatter: function (p) { const v = bars[p.dataIndex].value; return (v < 10 ? v.toFixed(1) : Math.round(v)) + '×'; } },
      }],
    };
  }

  function draw(id, option) {
    const place = document.getElementById(id);
    if (!place) {
      return;
    }
    place.hidden = false;
    const chart = echarts.init(place, null, { renderer: 'svg' });
    charts.push({ chart: chart, option: option });
    paint({ chart: chart, option: option });
  }

  function paint(entry) {
    entry.chart.setOption(Object.assign({ animation: false, aria: { enabled: true }, textStyle: { fontFamily: 'inherit' } },
      entry.option()), true);
  }

  if (data.tolerances.length > 1) {
    draw('chart-tolerance', tolerance);
  }
  if (data.stages.length > 1) {
    draw('chart-speed', speed);
  }
  document.addEventListener('themechange', function () { charts.forEach(paint); });
  window.addEventListener('resize', function () { charts.forEach(function (c) { c.chart.resize(); }); });
  window.addEventListener('beforeprint', function () {
    document.querySelectorAll('.card details').forEach(function (d) { d.open = true; });
    charts.forEach(function (c) { c.chart.resize(); });
  });

  const list = document.getElementById('cards');
  const cards = Array.from(list.children);
  const controls = document.querySelector('.controls');
  const find = document.getElementById('find');
  const order = document.getElementById('order');
  const found = document.getElementById('found');
  if (cards.length > 3) {
    controls.hidden = false;
  }
  controls.addEventListener('submit', function (event) { event.preventDefault(); });
  find.addEventListener('input', function () {
    const wanted = find.value.trim().toLowerCase();
    let shown = 0;
    cards.forEach(function (card) {
      card.hidden = !card.dataset.search.includes(wanted);
      shown += card.hidden ? 0 : 1;
    });
    found.textContent = wanted ? shown + ' of ' + cards.length : '';
  });
  order.addEventListener('change', function () {
    const sorted = cards.slice();
    if (order.value === 'title') {
      sorted.sort(function (a, b) { return a.dataset.title.localeCompare(b.dataset.title); });
    }
    list.append.apply(list, sorted);
  });
})();
