import type { TemplateName, TemplateNode } from '../../go-template/nodes.ts';
import { parseTemplate } from '../../go-template/parser.ts';
import type { ProvisioningFolder } from '../folder.ts';
import { isObject } from '../json.ts';
import { BUILT_IN_TEMPLATES, MESSAGE_FUNCTIONS } from '../known/templates.ts';
import { nearest } from '../nearest.ts';
import { calledTemplates, definedNames, messageTemplate, namesDefinedIn } from '../query/message-templates.ts';
import type { Rule } from '../rule.ts';
import type { Path } from '../source/source.ts';

/** Message templates that are called exist. */
export const templateKnown: Rule = {
  id: 'template/known',
  severity: 'warning',
  description: 'A message template that is called, by another one or by a contact point, is defined in the folder or by Grafana.',
  why: 'Nothing is checked when the file is loaded. With the first notification the call fails: Grafana logs a warning and sends the message with that text cut off and every text after it empty.',
  bad: 'settings: {title: \'{{ template "team.titel" . }}\'}',
  good: 'settings: {title: \'{{ template "team.title" . }}\'}',
  template(template, report, { folder }) {
    for (const { name, message, hint } of unknownCalls(messageTemplate(template).nodes, folder, template.orgId)) {
      report({ at: ['template'], within: { offset: name.offset, length: name.length }, message: `${template.label} ${message}`, hint });
    }
  },
  receiver(receiver, report, { folder }) {
    for (const { path, text, isAsWritten } of textsIn(receiver.settings, receiver.written['settings'], ['settings'])) {
      for (const { name, message, hint } of unknownCalls(parseTemplate(text, { functions: MESSAGE_FUNCTIONS }).nodes, folder, receiver.contactPoint.orgId)) {
        report({ at: path, ...(isAsWritten ? { within: { offset: name.offset, length: name.length } } : {}), message: `${receiver.label} ${message}`, hint });
      }
    }
  },
};

function unknownCalls(nodes: readonly TemplateNode[], { templates }: ProvisioningFolder, orgId: number): { name: TemplateName; message: string; hint: string }[] {
  const calls = calledTemplates(nodes);
  const ofOrg = templates.filter((template) => template.orgId === orgId);
  // What one defines that cannot be read is not known.
  if (calls.length === 0 || ofOrg.some((template) => messageTemplate(template).problems.length > 0)) return [];
  const known = new Set([...BUILT_IN_TEMPLATES, ...namesDefinedIn(nodes), ...ofOrg.flatMap(definedNames)]);
  return calls.filter(({ text }) => !known.has(text)).map((name) => {
    const [near] = nearest(name.text, known);
    return { name, message: `calls the template "${name.text}", which nothing here defines for org ${orgId}; without it the message loses that text and those after it.`, hint: near === undefined ? `Define it in a template of the folder: {{ define "${name.text}" }}…{{ end }}.` : `Write "${near}".` };
  });
}

/** Every text with a template below a value, and whether it is written as Grafana keeps it. */
function textsIn(value: unknown, written: unknown, path: Path): { path: Path; text: string; isAsWritten: boolean }[] {
  if (typeof value === 'string') return value.includes('{{') ? [{ path, text: value, isAsWritten: value === written }] : [];
  if (Array.isArray(value)) return value.flatMap((item, index) => textsIn(item, Array.isArray(written) ? (written as unknown[])[index] : undefined, [...path, index]));
  return isObject(value) ? Object.entries(value).flatMap(([key, member]) => textsIn(member, isObject(written) ? written[key] : undefined, [...path, key])) : [];
}
