import { type DashboardForm, formOf } from '../../grafana/dashboard-forms/form.ts';
import { Origins } from '../../grafana/dashboard-forms/origins.ts';
import { readDashboard } from '../../grafana/dashboard-forms/read-dashboard.ts';
import { placesIn } from './json-source.ts';
import { latestOnly } from './latest-only.ts';
import type { Path, Source } from './source.ts';

/** A dashboard file whose value is the dashboard in the newest classic format, whatever the file's own format. */
export interface DashboardSource extends Source {
  readonly form: DashboardForm;
  /** The file itself. */
  readonly derivedFrom: NonNullable<Source['derivedFrom']>;
}

type PathOf = (path: Path) => Path;
const latestPlaces = latestOnly<PathOf>();
/** Keys that no migration of the classic format moves. */
const UNMOVED = new Set<string | number | undefined>(['uid', 'title']);

/** The value of a file, and of the dashboard in it. */
interface Reading {
  readonly file: unknown;
  readonly value: unknown;
}
const latestReading = latestOnly<Reading>();

/**
 * The dashboard of a JSON file, read as Grafana reads it, with the positions of the file. Positions are worked out only
 * on request, by parsing the text once more; so is the value when `isHeld` is false.
 */
export function dashboardSource(written: Source, isHeld = true): DashboardSource {
  const form = formOf(written.value);
  const first = readingOf(written.value);
  const { text } = written;
  return sourceOf(written, form, isHeld ? held(first) : latestReading(() => readingOf(parsed(text)), first));
}

/** The same for the text of a classic dashboard in which nothing is wrong: it is parsed only on request. */
export function classicSource(file: string, text: string): DashboardSource {
  const written = { file, text, problems: [], ...placesIn(file, text, false) };
  return sourceOf(
    written,
    'classic',
    latestReading(() => readingOf(parsed(text))),
  );
}

function sourceOf(
  { file, text, problems, position, within }: Omit<Source, 'value'>,
  form: DashboardForm,
  reading: () => Reading,
): DashboardSource {
  const places = latestPlaces(() => placesOf(text));
  const pathOf = (path: Path) => (form === 'classic' && isUnmoved(path) ? path : places()(path));
  const shared = { file, text, problems };
  return {
    ...shared,
    form,
    get value() {
      return reading().value;
    },
    position: (path, part) => position(pathOf(path), part),
    within: (path, offset, length) => within(pathOf(path), offset, length),
    derivedFrom: {
      source: {
        ...shared,
        get value() {
          return reading().file;
        },
        position,
        within,
      },
      pathOf,
    },
  };
}

/** A separate function, so that no other closure keeps the value in memory. */
function held<T>(made: T): () => T {
  return () => made;
}

function readingOf(file: unknown): Reading {
  const { form, json } = readDashboard(file);
  return { file, value: form === 'none' ? file : json };
}

/** Rules that compare dashboards need only these positions of most of them. */
function isUnmoved(path: Path): boolean {
  return path.length === 0 || (path.length === 1 && UNMOVED.has(path[0]));
}

function placesOf(text: string): PathOf {
  const value = parsed(text);
  const origins = new Origins(value);
  const { json } = readDashboard(value, origins);
  return (path) => origins.pathOf(json, path);
}

/** Undefined for a text that cannot be parsed. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
