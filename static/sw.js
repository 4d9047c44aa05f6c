/* Reading without a line. Pages are asked of the server first; when it is silent, the copy that was made while it
   answered serves. Copies lie sealed, and only an open page of ours has the key (line.js). */
'use strict';
const LIMIT = 6000;
const DAY = 24 * 3600 * 1000;
const POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
  + "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; object-src 'none'";
// For who has no copy; the style sheet comes from the shell.
const PLAIN = '<!doctype html><html lang="vi"><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">'
  + '<title>Chưa có mạng</title><link rel="icon" href="data:,"><link rel="stylesheet" href="/static/app.css"><main class="narrow">'
  + '<h1>Chưa có mạng</h1><p>Đồng chí mở lại trang khi có mạng. Nội dung đã gõ mà chưa gửi vẫn được giữ trong trình duyệt này, '
  + 'đăng nhập lại là gửi tiếp.</p><p><a class="btn primary" href="">Mở lại</a></p></main></html>';
const wait = ms => new Promise(done => { setTimeout(done, ms); });
const html = body => new Response(body, {
  headers: {
    'Content-Type': 'text/html; charset=utf-8',
    'Content-Security-Policy': POLICY,
    'Cache-Control': 'no-store',
    'Referrer-Policy': 'same-origin',
    'X-Content-Type-Options': 'nosniff'
  }
});
const file = request => caches.match(request, { cacheName: 'shell', ignoreSearch: true });

// Who is signed in, and the key: of whichever open page tells first.
function ask(client) {
  return new Promise((done, fail) => {
    const line = new MessageChannel();
    line.port1.onmessage = e => (e.data ? done(Object.assign(e.data, { client: client })) : fail());
    setTimeout(fail, 1000);
    client.postMessage('key', [line.port2]);
  });
}

async function copyOf(url, who) {
  const kept = await caches.open('line-' + who.user);
  const found = await kept.match(url);
  const at = found ? Number(found.headers.get('X-At')) : 0;
  if (Date.now() - at > DAY) return null;
  const data = await found.arrayBuffer();
  const where = new TextEncoder().encode(who.user + ' ' + url);
  const how = { name: 'AES-GCM', iv: data.slice(0, 12), additionalData: where };
  const text = new TextDecoder().decode(await crypto.subtle.decrypt(how, who.key, data.slice(12)));
  return html(text.replace('<html', '<html data-copied="' + at + '"'));
}

async function page(request, url) {
  const asked = fetch(request);
  const first = await Promise.race([asked.catch(() => null), wait(LIMIT)]);
  if (first && first.status < 502) return first;
  const open = await self.clients.matchAll({ type: 'window', includeUncontrolled: true });
  const told = (await Promise.all(open.map(client => ask(client).catch(() => null)))).filter(one => one);
  // Pages of two people are open: who is reading now cannot be known, so nobody is shown anything.
  const who = told.every(one => one.user === told[0].user) && (told.find(one => one.client.focused) || told[0]);
  const copy = who && await copyOf(url, who).catch(() => null);
  if (copy) return copy;
  try {
    return await asked;
  } catch (error) {
    // The reader stays with what is open, and is told; a tab of its own gets a page that says so.
    if (who && who.client.focused) {
      who.client.postMessage('none');
      return new Response(null, { status: 204 });
    }
    return html(PLAIN);
  }
}

self.addEventListener('install', () => self.skipWaiting());
self.addEventListener('activate', e => e.waitUntil(self.clients.claim()));
self.addEventListener('fetch', e => {
  const request = e.request;
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== self.location.origin) return;
  if (request.mode === 'navigate') e.respondWith(page(request, url.pathname + url.search));
  else if (url.pathname.startsWith('/static/')) {
    // An address with a version never changes what it says: a file kept once is not asked for again, whoever signed out.
    const same = url.search ? caches.match(request, { cacheName: 'shell' }) : Promise.resolve();
    e.respondWith(same.then(kept => kept || fetch(request).catch(() => file(request).then(found => found || Response.error()))));
  }
});
