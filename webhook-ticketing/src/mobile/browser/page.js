/**
 * What the pages gain where scripts run; without them every form works as it is. Counts clocks down, keeps a form from being
 * sent twice, adds the position to an arrival or a report, and shows how far the orders are.
 */
const language = document.documentElement.lang.startsWith('zh') ? 'zh' : 'en';
const units = language === 'zh' ? [' 天', ' 小时', ' 分钟'] : [' d', ' h', ' min'];

/** As times.ts does it: the two largest units, rounded down. */
function duration(seconds) {
  const minutes = Math.floor(Math.max(0, seconds) / 60);
  const amounts = [Math.floor(minutes / 1440), Math.floor(minutes / 60) % 24, minutes % 60];
  const first = amounts.findIndex((amount) => amount > 0);
  if (first === -1) return language === 'zh' ? '不到 1 分钟' : '<1 min';
  const told = amounts.map((amount, index) => (amount > 0 && index <= first + 1 ? `${amount}${units[index]}` : ''));
  return told.filter(Boolean).join(' ');
}

function count() {
  for (const time of document.querySelectorAll('time[data-due]')) {
    const left = (Date.parse(time.dateTime) - Date.now()) / 1000;
    time.textContent = (left > 0 ? time.dataset.left : time.dataset.over).replace('{}', duration(Math.abs(left)));
    if (left <= 0) time.closest('.deadline, .next')?.classList.add('over');
  }
}
count();
setInterval(count, 10_000);

const locate = () =>
  new Promise((resolve, reject) => {
    if (!navigator.geolocation) reject(new Error('no geolocation'));
    else navigator.geolocation.getCurrentPosition(resolve, reject, { enableHighAccuracy: true, timeout: 10_000 });
  });

function fill(form, coords) {
  const values = coords && { latitude: coords.latitude, longitude: coords.longitude, accuracyMetres: coords.accuracy };
  for (const name of ['latitude', 'longitude', 'accuracyMetres']) {
    const field = form.elements.namedItem(name);
    if (field) field.value = values ? String(values[name]) : '';
  }
}

/** Sent once: a second tap while the first is on its way does nothing. Back on the page, it can be sent again. */
document.addEventListener('submit', (event) => {
  const form = event.target;
  if (form.dataset.busy) {
    event.preventDefault();
    return;
  }
  form.dataset.busy = 'yes';
  const button = form.querySelector('button[type="submit"]');
  if (button) {
    button.dataset.label = button.textContent;
    button.setAttribute('aria-busy', 'true');
    button.textContent = form.dataset.position ?? form.dataset.sending ?? button.textContent;
  }
  if (form.dataset.position === undefined) return;
  event.preventDefault();
  locate()
    .then(
      ({ coords }) => fill(form, coords),
      () => fill(form, null),
    )
    .finally(() => form.submit());
});
addEventListener('pageshow', () => {
  for (const form of document.querySelectorAll('form[data-busy]')) {
    delete form.dataset.busy;
    const button = form.querySelector('button[type="submit"]');
    if (button?.dataset.label) button.textContent = button.dataset.label;
    button?.removeAttribute('aria-busy');
  }
});

for (const button of document.querySelectorAll('[data-use-position]')) {
  const offer = button.textContent;
  button.hidden = !navigator.geolocation;
  button.setAttribute('aria-pressed', 'false');
  button.addEventListener('click', async () => {
    if (button.getAttribute('aria-pressed') === 'true') {
      fill(button.form, null);
      button.setAttribute('aria-pressed', 'false');
      button.textContent = offer;
      return;
    }
    button.setAttribute('aria-busy', 'true');
    try {
      const { coords } = await locate();
      fill(button.form, coords);
      button.setAttribute('aria-pressed', 'true');
      button.textContent = button.dataset.taken.replace('{}', String(Math.round(coords.accuracy)));
    } catch {
      button.textContent = button.dataset.failed;
    }
    button.removeAttribute('aria-busy');
  });
}

/** Great-circle distance in metres (haversine, mean radius of the Earth). */
function distance(from, [latitude, longitude]) {
  const radians = Math.PI / 180;
  const half = (a, b) => Math.sin(((b - a) * radians) / 2) ** 2;
  const across = Math.cos(from.latitude * radians) * Math.cos(latitude * radians);
  const chord = half(from.latitude, latitude) + across * half(from.longitude, longitude);
  return 2 * 6_371_000 * Math.asin(Math.sqrt(chord));
}

for (const button of document.querySelectorAll('[data-distances]')) {
  button.hidden = !navigator.geolocation;
  button.addEventListener('click', async () => {
    button.setAttribute('aria-busy', 'true');
    try {
      const { coords } = await locate();
      for (const link of document.querySelectorAll('[data-place]')) {
        const metres = distance(coords, link.dataset.place.split(',').map(Number));
        link.textContent = metres < 1000 ? `${Math.round(metres)} m` : `${(metres / 1000).toFixed(1)} km`;
      }
    } finally {
      button.removeAttribute('aria-busy');
    }
  });
}

/** A link to a folded form unfolds it and puts the cursor into it. */
function unfold() {
  const target = location.hash.length > 1 && document.getElementById(location.hash.slice(1));
  if (!(target instanceof HTMLDetailsElement)) return;
  target.open = true;
  target.querySelector('textarea, select')?.focus();
}
addEventListener('hashchange', unfold);
unfold();
