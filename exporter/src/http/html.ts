const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
/** Text as it stands in HTML, between tags and in attributes. */
export const html = (text: string): string => text.replace(/[&<>"']/g, (found) => escapes[found] ?? found);
