(function () {
  'use strict';
  const root = document.documentElement;
  const button = document.getElementById('theme');
  const system = window.matchMedia('(prefers-color-scheme: dark)');
  let chosen = null;
  try {
    chosen = localStorage.getItem('linernotes-theme');
  } catch (refused) {
    // Pages from a disk may not be allowed to remember; the choice then lasts as long as the page.
  }

  function isDark() {
    return chosen ? chosen === 'dark' : system.matches;
  }

  function show() {
    if (chosen) {
      root.dataset.theme = chosen;
    }
    button.textContent = isDark() ? 'Light' : 'Dark';
    button.setAttribute('aria-label', isDark() ? 'Switch to light colours' : 'Switch to dark colours');
    document.dispatchEvent(new Event('themechange'));
  }

  button.hidden = false;
  button.addEventListener('click', function () {
    chosen = isDark() ? 'light' : 'dark';
    try {
      localStorage.setItem('linernotes-theme', chosen);
    } catch (refused) {
      // As above.
    }
    show();
  });
  system.addEventListener('change', show);
  show();
})();
