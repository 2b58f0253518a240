/** A dollar that Grafana takes for the beginning of a reference. */
export interface Reference {
  /** The whole of it: `$NAME`, `${NAME}`, `$__file{path}`, `$1`. */
  readonly text: string;
  readonly offset: number;
  /** `NAME`, or the path of a file. */
  readonly name: string;
  readonly form: 'bare' | 'braced' | 'env' | 'file';
}

const REFERENCE = /\$(?:__(env|file)\{([^}]*)\}|\{([^}]*)\}|(\w+|[*#@!?-]))/g;
/** The same where no brace is closed any more: to look for one from each dollar takes time by the square. */
const BARE = /\$(\w+|[*#@!?-])/g;

/** The references of an expanded text, in order; `$$` is a dollar and none. */
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
