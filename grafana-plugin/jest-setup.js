// react-dom's server build (pulled in by @grafana/ui) and React's scheduler both use MessageChannel, which jsdom lacks.
// A channel that delivers nothing would stop React from rendering again, so this one delivers.
global.MessageChannel ??= class {
  constructor() {
    this.port1 = { onmessage: null, close() {} };
    this.port2 = { postMessage: (data) => setTimeout(() => this.port1.onmessage?.({ data }), 0), close() {} };
  }
};
// Browsers have it; jsdom does not yet.
URL.canParse ??= (url, base) => {
  try {
    return Boolean(new URL(url, base));
  } catch {
    return false;
  }
};
global.ResizeObserver ??= class {
  observe() {}
  unobserve() {}
  disconnect() {}
};
global.IntersectionObserver ??= class {
  observe() {}
  unobserve() {}
  disconnect() {}
};
require('./.config/jest-setup');
