import { isJson } from './values.ts';

/** How a dashboard file is written. */
export type DashboardForm =
  /** `{"title": …, "panels": […]}` */
  | 'classic'
  /** The classic form as the `spec` of a resource. */
  | 'classic-resource'
  /** Elements and a layout as the `spec` of a resource. */
  | 'v2-resource'
  /** A resource whose version of the dashboard's model is not known here. */
  | 'unknown-resource'
  /** Elements and a layout without the resource around them. */
  | 'bare-v2'
  /** `{"dashboard": {…}}`, as the HTTP API takes it. */
  | 'api'
  /** A resource that is not a dashboard: a folder, a playlist. */
  | 'other-resource'
  /** Not an object at all. */
  | 'none';

/** The group of the resources that Grafana loads from dashboard files. */
export const DASHBOARD_GROUP = 'dashboard.grafana.app';

/** Versions of the resource whose `spec` is the classic form. */
const CLASSIC_VERSIONS = new Set(['v0alpha1', 'v1alpha1', 'v1beta1', 'v1']);
/** Versions of the resource whose `spec` has elements and a layout. */
const V2_VERSIONS = new Set(['v2alpha0', 'v2alpha1', 'v2beta1', 'v2']);
/** What the API server says of a dashboard, and what tools that read from it save. */
const DASHBOARD_KINDS = new Set(['Dashboard', 'DashboardWithAccessInfo', '']);

/**
 * The form of a file's value. Grafana takes every file with a text as `apiVersion` for a resource; a version that is
 * not known here is told by what its `spec` holds.
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

/** Whether a form holds a dashboard in the classic form, with panels and a schemaVersion. */
export function isClassic(form: DashboardForm): boolean {
  return form === 'classic' || form === 'classic-resource' || form === 'api';
}
