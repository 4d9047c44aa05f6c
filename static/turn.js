/* The review on the wall: the keys of a keyboard, or of a presenter's clicker, follow the links of the page. */
(() => {
  'use strict';
  const ways = {
    ArrowRight: 'next', ArrowDown: 'next', PageDown: 'next', ArrowLeft: 'prev', ArrowUp: 'prev', PageUp: 'prev', Home: 'first', End: 'last'
  };
  document.addEventListener('keydown', e => {
    const way = ways[e.key];
    if (!way || e.altKey || e.ctrlKey || e.metaKey || e.shiftKey || /^(INPUT|TEXTAREA|SELECT)$/.test(e.target.tagName)) return;
    // What does not fit on the wall is read by scrolling.
    if (/^Arrow(Up|Down)/.test(e.key) && document.documentElement.scrollHeight > window.innerHeight) return;
    e.preventDefault();
    const turn = document.querySelector('.turn');
    const link = turn.querySelector('[rel=' + way + ']');
    const url = link ? link.href : turn.dataset[way];
    // A key that is held down would run through everybody.
    if (url && !e.repeat) location.assign(url);
  });
})();
