import { isJson } from './values.ts';

/** The form of a dashboard file. */
export type DashboardForm =
  /** `{"title": …, "panels": […]}` */
  | 'classic'
  /** The classic form as the `spec` of a resource. */
  | 'classic-resource'
  /** Elements and a layout as the `spec` of a resource. */
  | 'v2-resource'
  /** A resource with an unknown version of the dashboard model. */
  | 'unknown-resource'
  /** Elements and a layout without a resource. */
  | 'bare-v2'
  /** `{"dashboard": {…}}`, as in the HTTP API. */
  | 'api'
  /** A resource that is not a dashboard: a folder, a playlist. */
  | 'other-resource'
  /** Not an object at all. */
  | 'none';

/** The API group of the resources that Grafana loads from dashboard files. */
export const DASHBOARD_GROUP = 'dashboard.grafana.app';

/** Versions of the resource whose `spec` is the classic form. */
const CLASSIC_VERSIONS = new Set(['v0alpha1', 'v1alpha1', 'v1beta1', 'v1']);
/** Versions of the resource whose `spec` has elements and a layout. */
const V2_VERSIONS = new Set(['v2alpha0', 'v2alpha1', 'v2beta1', 'v2']);
/** Kinds that the API server gives a dashboard, and that tools save. */
const DASHBOARD_KINDS = new Set(['Dashboard', 'DashboardWithAccessInfo', '']);

/**
 * The form of a file's value. Grafana treats every file with a string `apiVersion` as a resource; for an unknown
 * version, the content of `spec` decides.
 */
export function formOf(value: unknown): DashboardForm {
  if (!isJson(value)) return 'none';
  const { apiVersion, kind = '', spec } = value;
  if (typeof apiVersion === 'string' && apiVersion !== '' && (isJson(spec) || kind !== '')) {
    const [group = '', version = ''] = apiVersion.split('/');
    if (group !== DASHBOARD_GROUP || typeof kind !== 'string' || !DASHBOARD_KINDS.has(kind)) return 'other-resource';
    if (CLASSIC_VERSIONS.has(version)) return 'classic-resource';
    return V2_VERSIONS.has(version) ? 'v2-resource' : 'unknown-resource';
  }
  if (isJson(value['dashboard']) && value['title'] === undefined) return 'api';
  return isJson(value['elements']) && isJson(value['layout']) ? 'bare-v2' : 'classic';
}

/** Whether a form contains a classic dashboard, with panels and a schemaVersion. */
export function isClassic(form: DashboardForm): boolean {
  return form === 'classic' || form === 'classic-resource' || form === 'api';
}
