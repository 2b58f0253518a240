import type { TemplateName, TemplateNode } from '../../grafana/go-template/nodes.ts';
import type { ProvisioningFolder } from '../../folder/folder.ts';
import { BUILT_IN_TEMPLATES } from '../../grafana/registries/templates.ts';
import { nearest } from '../../diagnostics/nearest.ts';
import {
  calledTemplates,
  definedNames,
  messageTemplate,
  namesDefinedIn,
  settingTexts,
} from '../../folder/expressions/message-templates.ts';
import type { Rule } from '../rule.ts';

/** Message templates that are called are defined. */
export const templateKnown: Rule = {
  id: 'template/known',
  severity: 'warning',
  description:
    'A message template that is called by another template or a contact point is defined in the folder or by Grafana.',
  why: 'Nothing is checked when the file is loaded. The call fails with the first notification: Grafana logs a warning and sends the message with that text cut off and every text after it empty.',
  bad: 'settings: {title: \'{{ template "team.titel" . }}\'}',
  good: 'settings: {title: \'{{ template "team.title" . }}\'}',
  template(template, report, { folder }) {
    for (const { name, message, hint } of unknownCalls(messageTemplate(template).nodes, folder, template.orgId)) {
      report({
        at: ['template'],
        within: { offset: name.offset, length: name.length },
        message: `${template.label} ${message}`,
        hint,
      });
    }
  },
  receiver(receiver, report, { folder }) {
    for (const { template, at } of settingTexts(receiver)) {
      for (const { name, message, hint } of unknownCalls(template.nodes, folder, receiver.contactPoint.orgId))
        report({ ...at(name), message: `${receiver.label} ${message}`, hint });
    }
  },
};

function unknownCalls(
  nodes: readonly TemplateNode[],
  { templates }: ProvisioningFolder,
  orgId: number,
): { name: TemplateName; message: string; hint: string }[] {
  const calls = calledTemplates(nodes);
  const ofOrg = templates.filter((template) => template.orgId === orgId);
  // What an invalid template defines is not known.
  if (calls.length === 0 || ofOrg.some((template) => messageTemplate(template).problems.length > 0)) return [];
  const known = new Set([...BUILT_IN_TEMPLATES, ...namesDefinedIn(nodes), ...ofOrg.flatMap(definedNames)]);
  return calls
    .filter(({ text }) => !known.has(text))
    .map((name) => {
      const [near] = nearest(name.text, known);
      return {
        name,
        message: `calls the template "${name.text}", which is not defined here for org ${orgId}; without it the message loses that text and those after it.`,
        hint:
          near === undefined
            ? `Define it in a template of the folder: {{ define "${name.text}" }}…{{ end }}.`
            : `Write "${near}".`,
      };
    });
}
