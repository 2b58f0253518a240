import { isUnknown } from '../../folder/loaded.ts';
import { holdsIn } from '../../grafana/release-facts.ts';
import type { Rule } from '../rule.ts';

/** A data source has a fixed, valid uid. */
export const datasourceUid: Rule = {
  id: 'datasource/uid',
  severity: 'warning',
  description: 'A data source has a fixed uid of at most 40 letters, digits, dashes and underscores.',
  why: 'Without a uid Grafana makes one from the name, but only when the source is new: dashboards and rules that use it work on one server and not on the next. Old releases log a uid of any other form, some databases refuse it, and since 12.0 Grafana refuses to start.',
  bad: 'datasources: [{name: Metrics, type: prometheus}]',
  good: 'datasources: [{name: Metrics, type: prometheus, uid: metrics}]',
  datasource(source, report, { target }) {
    const { uid, madeUid, name, label } = source;
    if (uid === undefined || uid === '')
      report({
        message: `${label} has no uid, so dashboards and alert rules cannot refer to it reliably.`,
        hint:
          name === '' || isUnknown(source, 'name')
            ? 'Add uid.'
            : `Add uid: the one that dashboards and rules use, or ${madeUid}, which a new Grafana makes from the name.`,
      });
    else if (!isUnknown(source, 'uid') && !/^[A-Za-z0-9_-]{1,40}$/.test(uid))
      report({
        at: ['uid'],
        ...(holdsIn('strictDatasourceUids', target) ? { severity: 'error' } : {}),
        message: `${label} has the uid ${JSON.stringify(uid)}, ${holdsIn('strictDatasourceUids', target) ? 'so Grafana refuses to start' : 'a form that Grafana warns about and databases may refuse'}.`,
        hint: 'Use at most 40 letters, digits, "-" and "_".',
      });
  },
};
