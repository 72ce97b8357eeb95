import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { html } from './html.ts';

test('text is escaped in content and in attributes', () => {
  const text = `<b>"it's" & more</b>`;
  expect(html`<p title="${text}">${text}</p>`.markup).toBe(
    '<p title="&lt;b&gt;&quot;it&#39;s&quot; &amp; more&lt;/b&gt;">&lt;b&gt;&quot;it&#39;s&quot; &amp; more&lt;/b&gt;</p>',
  );
});

test('what is markup already stays so; lists are joined; nothing is nothing', () => {
  const items = ['a', '<'].map((item) => html`<li>${item}</li>`);
  expect(html`${items}${null}${false}${undefined}${0}`.markup).toBe('<li>a</li><li>&lt;</li>0');
});

test('no text ever opens a tag, ends an attribute or starts an entity', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(html`${text}`.markup.replaceAll(/&(amp|lt|gt|quot|#39);/g, '')).not.toMatch(/[<>"'&]/);
    }),
  );
});
