import { objectOf, textOf } from '../../folder/json.ts';
import type { Dashboard } from '../../folder/folder.ts';
import { DASHBOARD_GROUP } from '../../grafana/dashboard-forms/form.ts';
import type { Release } from '../../grafana/release.ts';
import { type FactName, holdsIn, releaseFacts } from '../../grafana/release-facts.ts';
import type { Finding, Report, Rule } from '../rule.ts';

/** A dashboard file has a format that the target release loads from files. */
export const dashboardFormat: Rule = {
  id: 'dashboard/format',
  severity: 'error',
  description: 'A dashboard file has a format that the target release loads from files.',
  why: 'Every release loads the classic form, with the title at the root of the file. A dashboard inside {"dashboard": …} (the form of the HTTP API) has no title there and is skipped, and so is a bare spec with elements and layout. A resource with apiVersion, kind and spec loads since 12.4, in the versions of its model that the release serves: v1beta1 and v2beta1 since 12.4, v1 and v2 since 13.0.',
  bad: '{"dashboard": {"title": "CPU", "panels": […]}, "overwrite": true}',
  good: '{"title": "CPU", "panels": […]}',
  dashboard(dashboard, report, { target }) {
    switch (dashboard.source.form) {
      case 'api':
        report({
          part: 'key',
          message: `${dashboard.label} is wrapped as for the HTTP API, so Grafana finds no title and skips the file.`,
          hint: 'Keep only the content of "dashboard".',
        });
        break;
      case 'bare-v2':
        report({
          at: ['panels'],
          part: 'key',
          message: `${dashboard.label} is a bare v2 spec, which Grafana skips ("appears to be in v2 format").`,
          hint: 'Export it in the classic form, or as a whole resource for 12.4 and newer.',
        });
        break;
      case 'classic':
        checkClassic(dashboard, report, target);
        break;
      case 'none':
        break;
      default:
        checkResource(dashboard, report, target);
    }
  },
};

/** With a string as apiVersion, Grafana treats any file as a resource, which must have a spec. */
function checkClassic({ json, label }: Dashboard, report: Report, target: Release): void {
  if (typeof json['apiVersion'] !== 'string' || json['apiVersion'] === '' || !holdsIn('resourceFiles', target)) return;
  report({
    at: ['apiVersion'],
    part: 'key',
    message: `${label} has an apiVersion, so Grafana takes it for a resource, finds no spec and skips the file.`,
    hint: 'Remove apiVersion, or write the dashboard into "spec" of a whole resource.',
  });
}

function checkResource(dashboard: Dashboard, report: Report, target: Release): void {
  const { source, label, provider } = dashboard;
  const file = objectOf(source.derivedFrom.source.value);
  const apiVersion = textOf(file['apiVersion']) ?? '';
  const kind = textOf(file['kind']) ?? '';
  const at = (key: string, finding: Omit<Finding, 'place'>) =>
    report({ ...finding, place: { source: source.derivedFrom.source, path: [key] } });
  if (!holdsIn('resourceFiles', target))
    at('apiVersion', {
      message: `${label} is a resource (${apiVersion}), which Grafana before 12.4 cannot load from files: it skips the file.`,
      hint: 'Export the dashboard in the classic form.',
    });
  else if (source.form === 'other-resource' && kind === 'Folder') {
    // Git Sync reads it, and in a Git Sync repository dashboards have no provider.
    if (!provider.isAssumed)
      at('kind', {
        severity: 'warning',
        message: `${source.file} describes a folder for Git Sync: a file provider takes it for a dashboard, cannot save it and logs an error at every check.`,
        hint: 'Point the provider to a folder without it, or use this folder only with Git Sync.',
      });
  } else if (source.form === 'other-resource' && kind === 'Dashboard')
    at('apiVersion', {
      message: `${source.file} is of the group ${apiVersion.split('/')[0]}, which has no dashboards, so Grafana cannot save it.`,
      hint: `Write ${DASHBOARD_GROUP}/v1 for the classic format in spec, or ${DASHBOARD_GROUP}/v2.`,
    });
  else if (source.form === 'other-resource')
    at('kind', {
      message: `${source.file} is a resource of the kind ${kind || apiVersion}, not a dashboard, so Grafana cannot save it.`,
      hint: 'Move it out of the folder that the provider serves.',
    });
  else checkVersion(apiVersion.split('/')[1] ?? '', target, (finding) => at('apiVersion', finding));
}

/** Versions of the dashboard API by the feature that brought them; undefined for removed ones. */
const SERVED: Readonly<Record<string, FactName | undefined>> = {
  v0alpha1: 'resourceFiles',
  v1beta1: 'resourceFiles',
  v2alpha1: 'resourceFiles',
  v2beta1: 'resourceFiles',
  v1: 'stableDashboardApi',
  v2: 'stableDashboardApi',
};

function checkVersion(version: string, target: Release, report: (finding: Omit<Finding, 'place'>) => void): void {
  const fact = Object.hasOwn(SERVED, version) ? SERVED[version] : undefined;
  if (fact === undefined)
    report({
      message: `The dashboard is written for version ${version || '(none)'} of the API, which no known Grafana serves, so the file is skipped.`,
      hint: 'Export it again, as dashboard.grafana.app/v1 with the classic form in spec, or as v2.',
    });
  else if (!holdsIn(fact, target))
    report({
      message: `The dashboard is written for version ${version} of the API, which came with ${releaseFacts[fact].since}: an older Grafana skips the file.`,
      hint: `Write ${version}beta1, or raise the target to ${releaseFacts[fact].since}.`,
    });
}
