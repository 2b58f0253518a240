import type { Diagnostic } from '../../diagnostics/diagnostics.ts';
import { type FileTree, Unreadable } from '../file-tree.ts';
import { jsonSource } from './json-source.ts';
import { beyondLimits, MAX_DEPTH } from './limits.ts';
import { Lines, type Source } from './source.ts';
import { yamlSource } from './yaml-source.ts';

/** A larger file is not a real dashboard or rule file, and reading it could exhaust memory. */
const MAX_BYTES = 32 * 1024 * 1024;

const readers = { json: jsonSource, yaml: yamlSource, text: unparsed };

/**
 * Reads one file; whatever it contains, the result is a source with its problems. In alerting, `.json` is read as YAML,
 * as Grafana does.
 */
export function readSource(tree: FileTree, path: string, reader: 'json' | 'yaml' | 'text'): Source {
  const file = tree.shown(path);
  try {
    const size = tree.size(path);
    if (size > MAX_BYTES)
      return unreadable(
        file,
        'file/size',
        `The file has ${Math.round(size / 1024 / 1024)} MiB and was not read; the limit is ${MAX_BYTES / 1024 / 1024} MiB.`,
        'Split it, or move it elsewhere if it does not belong to the folder.',
      );
    const text =
      tree.text?.(path) ?? new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(tree.read(path));
    const source = readers[reader](file, text);
    const problem = beyondLimits(source.value);
    return problem === undefined ? source : tooMuch(file, problem);
  } catch (error) {
    // Recursive parsers run out of stack.
    if (error instanceof RangeError) return tooMuch(file, `It is nested more than ${MAX_DEPTH} levels`);
    if (error instanceof TypeError)
      return unreadable(
        file,
        'file/encoding',
        'The file is not valid UTF-8, so Grafana cannot read it.',
        'Save it as UTF-8.',
      );
    if (error instanceof Unreadable)
      return unreadable(
        file,
        'file/unreadable',
        `It ${error.message}, so it was not checked.`,
        'Replace it with a file, remove it, or give its place with --map.',
      );
    const code = (error as NodeJS.ErrnoException).code;
    if (code === undefined) throw error;
    return unreadable(
      file,
      'file/unreadable',
      `The file cannot be read (${code}), so Grafana cannot read it either.`,
      'Check its permissions.',
    );
  }
}

function tooMuch(file: string, problem: string): Source {
  return unreadable(
    file,
    'file/depth',
    `${problem}, so the file was not read.`,
    'Make it smaller and less nested, without an alias to a part that contains it.',
  );
}

/** A file whose text is searched but not parsed. */
function unparsed(file: string, text: string): Source {
  const lines = new Lines(file, text);
  return {
    file,
    text,
    value: undefined,
    problems: [],
    position: () => lines.position(0),
    within: (_path, offset, length) => lines.position(offset, offset + length),
  };
}

function unreadable(file: string, id: string, message: string, hint: string): Source {
  const lines = new Lines(file, '');
  const problem: Diagnostic = { severity: 'error', id, message, hint, at: { file } };
  return {
    file,
    text: '',
    value: undefined,
    problems: [problem],
    position: () => lines.position(0),
    within: () => lines.position(0),
  };
}
