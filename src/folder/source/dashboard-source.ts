import type { DashboardForm } from '../../grafana/dashboard-forms/form.ts';
import { Origins } from '../../grafana/dashboard-forms/origins.ts';
import { readDashboard } from '../../grafana/dashboard-forms/read-dashboard.ts';
import { latestOnly } from './latest-only.ts';
import type { Path, Source } from './source.ts';

/** A dashboard file whose value is the dashboard in its newest classic form, whatever form the file has. */
export interface DashboardSource extends Source {
  readonly form: DashboardForm;
  /** The file itself. */
  readonly derivedFrom: NonNullable<Source['derivedFrom']>;
}

type PathOf = (path: Path) => Path;
const latestPlaces = latestOnly<PathOf>();
/** What no migration of the classic form moves. */
const UNMOVED = new Set<string | number | undefined>(['uid', 'title']);

/**
 * The dashboard of a JSON file, read as Grafana reads it; positions are those of the file. Where everything is written
 * is only worked out when somebody asks, by reading the text once more.
 */
export function dashboardSource(written: Source): DashboardSource {
  const { form, json } = readDashboard(written.value);
  const places = latestPlaces(() => placesOf(written.text));
  const pathOf = (path: Path) => (form === 'classic' && isUnmoved(path) ? path : places()(path));
  return {
    file: written.file,
    text: written.text,
    value: form === 'none' ? written.value : json,
    problems: written.problems,
    form,
    derivedFrom: { source: written, pathOf },
    position: (path, part) => written.position(pathOf(path), part),
    within: (path, offset, length) => written.within(pathOf(path), offset, length),
  };
}

/** Rules that compare dashboards ask only this of most of them. */
function isUnmoved(path: Path): boolean {
  return path.length === 0 || (path.length === 1 && UNMOVED.has(path[0]));
}

function placesOf(text: string): PathOf {
  const value = parsed(text);
  const origins = new Origins(value);
  const { json } = readDashboard(value, origins);
  return (path) => origins.pathOf(json, path);
}

/** A file that cannot be parsed has no places but its own. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
