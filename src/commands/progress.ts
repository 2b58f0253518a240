import { counted } from '../report/counted.ts';
import { inline } from '../report/quote.ts';

/** A stream that may be a terminal. */
interface Terminal {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

/** The last line of a terminal, which shows the progress of long work until other output replaces it. */
export interface ProgressLine {
  show(text: string): void;
  clear(): void;
}

/** Work that ends earlier shows no progress. */
const PATIENCE_MS = 1_000;
/** More frequent updates cannot be read and cost time. */
const INTERVAL_MS = 100;
const ERASE = '\r\u001B[K';

/** A progress line on a terminal; does nothing for a file, a pipe, in CI, or on a terminal that cannot erase. */
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
      // Waiting work may not call again for long. The timer must not keep the process alive.
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

/** Shows the progress on the terminal: `Validating: 120 of 300 dashboards`. */
export function showProgress(text: string): void {
  if (!isQuiet) line.show(text);
}

/** Shows how many dashboards have been validated. */
export function showDashboards(done: number, total: number): void {
  showProgress(`Validating: ${done} of ${counted(total, 'dashboard')}`);
}

/** Clears the line before anything else is printed. */
export function clearProgress(): void {
  line.clear();
}

/** For `--quiet`. */
export function hideProgress(): void {
  isQuiet = true;
}
