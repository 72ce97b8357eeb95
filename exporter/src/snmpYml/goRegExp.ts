/**
 * Regular expressions as Go's regexp package reads them (RE2), in terms of JavaScript's. Go's are linear in time; ours are
 * not, so what a device sends is cut before it meets one (`maxSubject`).
 */

/** Longer values are not matched: a device must not be able to keep the process busy with backtracking. */
export const maxSubject = 4096;

const posixClasses: Readonly<Record<string, string>> = {
  alnum: '0-9A-Za-z',
  alpha: 'A-Za-z',
  ascii: '\\x00-\\x7F',
  blank: '\\t ',
  cntrl: '\\x00-\\x1F\\x7F',
  digit: '0-9',
  graph: '!-~',
  lower: 'a-z',
  print: ' -~',
  punct: '!-\\/:-@\\[-`{-~',
  space: '\\t\\n\\v\\f\\r ',
  upper: 'A-Z',
  word: '0-9A-Za-z_',
  xdigit: '0-9A-Fa-f',
};

/** What needs other words in JavaScript, longest first. */
const tokens =
  /\\Q(?<quoted>[\s\S]*?)(?:\\E|$)|\\(?<escape>[Az]|pN|pL|pP)|\\(?<kept>[\s\S])|\[:(?<posix>\^?\w+):\]|\(\?P<(?<name>\w+)>|(?<bracket>[[\]])|(?<dot>\.)/g;

const escapes: Readonly<Record<string, string>> = {
  A: '(?<![\\s\\S])',
  z: '(?![\\s\\S])',
  pN: '\\p{N}',
  pL: '\\p{L}',
  pP: '\\p{P}',
};

/** Go's expression, anchored on both sides as snmp_exporter anchors it. @throws SyntaxError when it cannot be read */
export function anchoredRegExp(source: string): RegExp {
  const { flags, body } = translated(source);
  return new RegExp(`^(?:${body})$`, flags);
}

/** Go's expression, found anywhere. @throws SyntaxError when it cannot be read */
export function goRegExp(source: string): RegExp {
  const { flags, body } = translated(source);
  return new RegExp(body, flags);
}

function translated(source: string): { flags: string; body: string } {
  const [leading = '', flagText = ''] = /^\(\?([ims]+)\)/.exec(source) ?? [];
  const dotAll = flagText.includes('s');
  let inClass = false;
  const body = source.slice(leading.length).replace(tokens, (found: string, ...rest: unknown[]) => {
    const groups = rest.at(-1) as Readonly<Record<string, string | undefined>>;
    const { quoted, escape, kept, posix, name, bracket } = groups;
    if (quoted !== undefined) return quoted.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
    if (escape !== undefined) return escapes[escape] ?? found;
    if (kept !== undefined) return found;
    if (posix !== undefined) return (inClass ? posixClasses[posix] : undefined) ?? found;
    if (name !== undefined) return inClass ? found : `(?<${name}>`;
    if (bracket === '[') {
      if (inClass) return '\\[';
      inClass = true;
      return found;
    }
    if (bracket === ']') {
      inClass = false;
      return found;
    }
    if (inClass) return found;
    // JavaScript's dot also stops at other line ends.
    return dotAll ? '[\\s\\S]' : '[^\\n]';
  });
  // With the flag u every needless escape would be a fault, so it is set only where it is needed.
  return { flags: flagText.replaceAll('s', '') + (body.includes('\\p{') ? 'u' : ''), body };
}

/** Go's `Expand`: `$1`, `${1}`, `$name`, `$$`; a group that is not there is empty. */
export function expand(template: string, match: RegExpExecArray): string {
  return template.replace(/\$(?:\$|\{(\w+)\}|(\w+))/g, (found: string, braced?: string, bare?: string) => {
    if (found === '$$') return '$';
    const name = braced ?? bare ?? '';
    return (/^\d+$/.test(name) ? match[Number(name)] : match.groups?.[name]) ?? '';
  });
}

const decimal = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

/** A number as Go's ParseFloat reads it; undefined for what it refuses. */
export function parseGoFloat(text: string): number | undefined {
  if (decimal.test(text)) return Number(text);
  switch (text.toLowerCase().replace(/^\+/, '')) {
    case 'inf':
    case 'infinity':
      return Infinity;
    case '-inf':
    case '-infinity':
      return -Infinity;
    case 'nan':
      return NaN;
    default:
      return undefined;
  }
}
