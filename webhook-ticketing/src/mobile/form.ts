import { html, type Html, type Part } from './html.ts';
import type { Visit } from './visit.ts';

/** A form that works without JavaScript: posted once, with the key that makes a second posting harmless. */
export interface Form {
  action: string;
  key: string;
  body: Part;
  submit: string;
  /** `quiet` for what is not the next thing to do; `grave` for what is hard to take back. */
  tone?: 'main' | 'quiet' | 'grave';
  /** Ask the phone for its position before sending, and send without it where it is refused. */
  withPosition?: boolean;
}

const words = {
  locating: { en: 'Finding your position…', zh: '正在定位…' },
  sending: { en: 'Sending…', zh: '正在提交…' },
};

const hidden = (name: string, value = ''): Html => html`<input type="hidden" name="${name}" value="${value}" />`;
const positionFields = ['latitude', 'longitude', 'accuracyMetres'].map((name) => hidden(name));

export function form(visit: Visit, { action, key, body, submit, tone = 'main', withPosition }: Form): Html {
  return html`<form
    method="post"
    action="${action}"
    data-sending="${visit.say(words.sending)}"
    ${withPosition ? html`data-position="${visit.say(words.locating)}"` : ''}
  >
    ${hidden('csrfToken', visit.csrfToken)} ${hidden('idempotencyKey', key)} ${withPosition ? positionFields : ''}
    ${body}
    <button type="submit" class="${tone}">${submit}</button>
  </form>`;
}

interface Field {
  name: string;
  label: string;
  hint?: string;
  value?: string;
  required?: boolean;
  maxLength?: number;
}

/** Ids are unique to a page though the same field may be in several of its forms. */
const idOf = (prefix: string, name: string): string => `${prefix}-${name}`;

export function textArea(prefix: string, { name, label, hint, value, required, maxLength = 2000 }: Field): Html {
  const id = idOf(prefix, name);
  return html`<label for="${id}">${label}</label>
    ${hint ? html`<p class="hint" id="${id}-hint">${hint}</p>` : ''}
    <textarea
      id="${id}"
      name="${name}"
      rows="3"
      maxlength="${maxLength}"
      ${hint ? html`aria-describedby="${id}-hint"` : ''}
      ${required ? html`required` : ''}
    >
${value ?? ''}</textarea>`;
}

export function textInput(prefix: string, field: Field & { type?: 'text' | 'tel' | 'password'; extra?: Html }): Html {
  const { name, label, hint, value, required, maxLength = 80, type = 'text', extra } = field;
  const id = idOf(prefix, name);
  return html`<label for="${id}">${label}</label>
    ${hint ? html`<p class="hint" id="${id}-hint">${hint}</p>` : ''}
    <input
      id="${id}"
      name="${name}"
      type="${type}"
      value="${value ?? ''}"
      maxlength="${maxLength}"
      ${hint ? html`aria-describedby="${id}-hint"` : ''}
      ${required ? html`required` : ''}
      ${extra}
    />`;
}

export interface Choice {
  value: string;
  label: string;
}

/** Large targets of which exactly one is taken. */
export function choices(
  prefix: string,
  name: string,
  legend: string,
  options: readonly Choice[],
  taken?: string,
): Html {
  return html`<fieldset class="choices">
    <legend>${legend}</legend>
    ${options.map(
      ({ value, label }) =>
        html`<label for="${idOf(prefix, value)}"
          ><input
            id="${idOf(prefix, value)}"
            type="radio"
            name="${name}"
            value="${value}"
            required
            ${value === taken ? html`checked` : ''}
          /><span>${label}</span></label
        >`,
    )}
  </fieldset>`;
}

export const options = (list: readonly Choice[], taken?: string): Html[] =>
  list.map(
    ({ value, label }) => html`<option value="${value}" ${value === taken ? html`selected` : ''}>${label}</option>`,
  );

export function select(prefix: string, name: string, label: string, list: Part, required = false): Html {
  const id = idOf(prefix, name);
  return html`<label for="${id}">${label}</label>
    <select id="${id}" name="${name}" ${required ? html`required` : ''}>
      ${list}
    </select>`;
}
