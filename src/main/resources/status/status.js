(() => {
  'use strict';
  const EVERY_MILLIS = 5000;
  const silence = document.getElementById('silence');

  // The card at the top of the window, and where it stands: it shall stand there afterwards, whatever grew above it.
  const landmark = () => {
    if (scrollY === 0) return null;
    const card = [...document.querySelectorAll('article')].find(each => each.getBoundingClientRect().bottom > 0);
    return card && { id: card.id, top: card.getBoundingClientRect().top };
  };

  const show = next => {
    if (next.documentElement.dataset.version !== document.documentElement.dataset.version) {
      location.reload();
      return;
    }
    const before = landmark();
    const open = [...document.querySelectorAll('details[open]')].map(each => each.id);
    const focused = document.activeElement && document.activeElement.parentElement && document.activeElement.parentElement.id;
    const main = document.importNode(next.querySelector('main'), true);
    document.querySelector('main').replaceWith(main);
    document.title = next.title;
    document.getElementById('icon').href = next.getElementById('icon').href;
    open.map(id => document.getElementById(id)).forEach(each => { if (each) each.open = true; });
    const details = focused && document.getElementById(focused);
    if (details && details.tagName === 'DETAILS') details.firstElementChild.focus({ preventScroll: true });
    const card = before && document.getElementById(before.id);
    if (card) scrollBy({ top: card.getBoundingClientRect().top - before.top, behavior: 'instant' });
  };

  const refresh = async () => {
    if (document.hidden || !getSelection().isCollapsed) return; // nobody looks, or somebody is about to copy
    try {
      const answer = await fetch('/', { cache: 'no-store', signal: AbortSignal.timeout(EVERY_MILLIS) });
      if (!answer.ok) throw new Error(String(answer.status));
      show(new DOMParser().parseFromString(await answer.text(), 'text/html'));
      silence.hidden = true;
    } catch (failure) {
      silence.textContent = 'The connector does not answer. What you see is from '
        + document.getElementById('as-of').textContent + '.';
      silence.hidden = false;
    }
  };

  setInterval(refresh, EVERY_MILLIS);
  document.addEventListener('visibilitychange', refresh);
})();
