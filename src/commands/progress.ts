import { counted } from '../report/counted.ts';
import { inline } from '../report/quote.ts';

/** A stream that may be a terminal. */
interface Terminal {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

/** The last line of a terminal, which says what long work is at until other output takes its place. */
export interface ProgressLine {
  show(text: string): void;
  clear(): void;
}

/** Work that is done by then has nothing to say. */
const PATIENCE_MS = 1_000;
/** More often nobody reads it, and writing takes time. */
const INTERVAL_MS = 100;
const ERASE = '\r\u001B[K';

/** A line of progress on a terminal; nothing where the stream is a file or a pipe, in CI, or where a terminal cannot erase. */
export function progressLine(
  stream: Terminal,
  environment: Readonly<Record<string, string | undefined>>,
  now: () => number,
): ProgressLine {
  const canShow = stream.isTTY === true && !environment['CI'] && environment['TERM'] !== 'dumb';
  let isShown = false;
  let next = now() + PATIENCE_MS;
  let latest = '';
  let timer: NodeJS.Timeout | undefined;
  const write = () => {
    clearTimeout(timer);
    timer = undefined;
    next = now() + INTERVAL_MS;
    isShown = true;
    stream.write(`${ERASE}${inline(latest).slice(0, (stream.columns || 80) - 1)}`);
  };
  return {
    show: (text) => {
      if (!canShow) return;
      latest = text;
      const wait = next - now();
      if (wait <= 0) write();
      // Work that waits for others may say no more for long; it ends when it ends, whatever this line still wants.
      else timer ??= setTimeout(write, wait).unref();
    },
    clear: () => {
      clearTimeout(timer);
      timer = undefined;
      if (!isShown) return;
      isShown = false;
      stream.write(ERASE);
    },
  };
}

const line = progressLine(process.stderr, process.env, () => performance.now());
let isQuiet = false;

/** Says on the terminal what the work is at: `Validating: 120 of 300 dashboards`. */
export function showProgress(text: string): void {
  if (!isQuiet) line.show(text);
}

/** Says how many dashboards were validated. */
export function showDashboards(done: number, total: number): void {
  showProgress(`Validating: ${done} of ${counted(total, 'dashboard')}`);
}

/** Takes the line away, before anything else is printed. */
export function clearProgress(): void {
  line.clear();
}

/** For `--quiet`. */
export function hideProgress(): void {
  isQuiet = true;
}
