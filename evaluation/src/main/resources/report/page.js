// What both reports do: colours and axes of their charts, charts that follow the page, and cards that can be searched.
const page = (function () {
  'use strict';

  function colour(name) {
    return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  }

  function axis(extra) {
    return Object.assign({
      axisLine: { lineStyle: { color: colour('--line') } },
      axisTick: { show: false },
      axisLabel: { color: colour('--soft'), hideOverlap: true },
      nameTextStyle: { color: colour('--soft') },
      nameLocation: 'middle',
      nameGap: 28,
      splitLine: { lineStyle: { color: colour('--line') } },
    }, extra);
  }

  function title(text) {
    return { text: text, left: 0, textStyle: { color: colour('--ink'), fontSize: 14, fontWeight: 600 } };
  }

  function tooltip(extra) {
    return Object.assign({
      confine: true, backgroundColor: colour('--card'), borderColor: colour('--line'), textStyle: { color: colour('--ink') },
    }, extra);
  }

  /** Draws a chart where it belongs, and again when the colours change; an option is made anew each time. */
  function draw(id, option) {
    const place = document.getElementById(id);
    place.hidden = false;
    const chart = echarts.init(place, null, { renderer: 'svg' });
    function paint() {
      chart.setOption(Object.assign(
        { animation: false, aria: { enabled: true }, textStyle: { fontFamily: 'inherit' } }, option()), true);
    }
    document.addEventListener('themechange', paint);
    window.addEventListener('resize', function () { chart.resize(); });
    window.addEventListener('beforeprint', function () { chart.resize(); });
    paint();
    return chart;
  }

  /** Shows the cards that hold what is looked for; a few cards need no search. */
  function search() {
    const cards = Array.from(document.getElementById('cards').children);
    const find = document.getElementById('find');
    find.form.hidden = cards.length < 4;
    find.form.addEventListener('submit', function (event) { event.preventDefault(); });
    find.addEventListener('input', function () {
      const wanted = find.value.trim().toLowerCase();
      let shown = 0;
      cards.forEach(function (card) {
        card.hidden = !card.dataset.search.includes(wanted);
        shown += card.hidden ? 0 : 1;
      });
      document.getElementById('found').textContent = wanted ? shown + ' of ' + cards.length : '';
    });
    return cards;
  }

  return { axis: axis, colour: colour, draw: draw, search: search, title: title, tooltip: tooltip };
})();
