import { targetRules } from './alerting/target-rules.ts';
import { overview } from './dashboards/overview.ts';
import { project } from './project.ts';
import { panelDescription } from './rules.ts';

/** Everything this project provisions. Add a definition to one of the lists, then run `npx pf-grafana build`. */
export default project.build({
  dashboards: [overview],
  ruleGroups: [targetRules],
  validate: { rules: [panelDescription] },
});
