/** A dollar that Grafana reads as the start of a reference. */
export interface Reference {
  /** The whole reference: `$NAME`, `${NAME}`, `$__file{path}`, `$1`. */
  readonly text: string;
  readonly offset: number;
  /** `NAME`, or the path of a file. */
  readonly name: string;
  readonly form: 'bare' | 'braced' | 'env' | 'file';
}

const REFERENCE = /\$(?:__(env|file)\{([^}]*)\}|\{([^}]*)\}|(\w+|[*#@!?-]))/g;
/** The same after the last closing brace: searching for one from each dollar would take quadratic time. */
const BARE = /\$(\w+|[*#@!?-])/g;

/** The references in an expanded text, in order; `$$` is a literal dollar, not a reference. */
export function references(text: string): Reference[] {
  let offset = 0;
  return text.split('$$').flatMap((piece) => {
    const from = offset;
    offset += piece.length + 2;
    const closed = piece.lastIndexOf('}') + 1;
    const found = [...piece.slice(0, closed).matchAll(REFERENCE)].map((match): Reference => {
      const [whole, provider, argument, braced, bare] = match;
      const form = provider === 'env' || provider === 'file' ? provider : braced === undefined ? 'bare' : 'braced';
      return { text: whole, offset: from + match.index, name: argument ?? braced ?? bare ?? '', form };
    });
    const rest = [...piece.slice(closed).matchAll(BARE)].map((match): Reference => ({
      text: match[0],
      offset: from + closed + match.index,
      name: match[1] ?? '',
      form: 'bare',
    }));
    return [...found, ...rest];
  });
}
