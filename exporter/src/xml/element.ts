/**
 * An element of a parsed document. It is found by its local name: what devices say is told apart by where it stands, and many bind
 * other namespaces than they should.
 */
export class XmlElement {
  readonly name: string;
  /** Empty where the prefix is bound to none. */
  readonly namespace: string;
  /** By local name; declarations of namespaces are left out. */
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: XmlElement[] = [];
  /** Text directly in it, put together. */
  text = '';

  constructor(name: string, namespace: string, attributes: ReadonlyMap<string, string>) {
    this.name = name;
    this.namespace = namespace;
    this.attributes = attributes;
  }

  /** The first child of each name in turn; undefined where one is missing. */
  at(...path: readonly string[]): XmlElement | undefined {
    return path.reduce<XmlElement | undefined>(
      (found, name) => found?.children.find((child) => child.name === name),
      this,
    );
  }

  all(name: string): XmlElement[] {
    return this.children.filter((child) => child.name === name);
  }

  /** All of this name at any depth, in the order of the document. */
  descendants(name: string): XmlElement[] {
    const found: XmlElement[] = [];
    const waiting = [...this.children].reverse();
    for (let next = waiting.pop(); next; next = waiting.pop()) {
      if (next.name === name) found.push(next);
      for (let at = next.children.length - 1; at >= 0; at--) {
        const child = next.children[at];
        if (child) waiting.push(child);
      }
    }
    return found;
  }

  /** Text at a path, trimmed; undefined where there is none. */
  textAt(...path: readonly string[]): string | undefined {
    return this.at(...path)?.text.trim() || undefined;
  }
}
