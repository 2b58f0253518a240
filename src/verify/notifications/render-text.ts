import { isBody, messageTemplate } from '../../folder/expressions/message-templates.ts';
import type { Template } from '../../folder/folder.ts';
import type { TemplateNode } from '../../grafana/go-template/nodes.ts';
import { parseTemplate } from '../../grafana/go-template/parser.ts';
import { MESSAGE_FUNCTIONS } from '../../grafana/registries/templates.ts';
import { definedIn } from '../templates/defined-in.ts';
import { type Environment, executeTemplate } from '../templates/execute.ts';
import { type GoValue, TemplateError, UnsupportedTemplateError } from '../templates/value.ts';
import { builtInTemplates } from './built-in-templates.ts';
import { type AlertData, type MessageData, templateValue } from './message-data.ts';
import { messageFunctions } from './message-functions.ts';

/** A rendered setting of a receiver. */
export interface RenderedText {
  /** Empty when the template fails: Grafana then sends the message without it. */
  readonly text: string;
  readonly problem?: string;
}
/** Renders a setting of a receiver. */
export type RenderText = (setting: string) => RenderedText;

type Printed = readonly TemplateNode[] | ((dot: GoValue) => string);
type Definitions = ReadonlyMap<string, readonly TemplateNode[]>;

/** The definitions in an organisation's message templates; the last definition of a name counts. */
export function definitionsOf(templates: readonly Template[]): Definitions {
  return new Map(
    templates.flatMap((template) => {
      const { nodes } = messageTemplate(template);
      return [...(isBody(template) ? [[template.name, nodes] as const] : []), ...definedIn(nodes)];
    }),
  );
}

/** Renders settings for one message. */
export function renderer(data: MessageData, definitions: Definitions): RenderText {
  const dot = templateValue(data);
  const known = [...builtInTemplates(data, (value) => alertsIn(value, dot, data)), ...definitions];
  return (setting) => {
    if (!setting.includes('{{')) return { text: setting };
    try {
      const nodes = nodesOf(setting);
      const environment = environmentOf(new Map<string, Printed>([...known, ...definedIn(nodes)]));
      return { text: executeTemplate(nodes, dot, environment) };
    } catch (error) {
      if (error instanceof TemplateError) return { text: '', problem: `the template fails: ${error.message}` };
      if (error instanceof UnsupportedTemplateError)
        return { text: '', problem: `pf-grafana does not know ${error.message}, so it cannot tell what is sent` };
      throw error;
    }
  };
}

function environmentOf(templates: ReadonlyMap<string, Printed>): Environment {
  const environment: Environment = {
    missingIsZero: true,
    templates,
    functions: messageFunctions({
      named: (name, argument) => executeTemplate([call(name)], argument, environment),
      inline: (text, argument) => executeTemplate(nodesOf(text), argument, environment),
    }),
  };
  return environment;
}

function nodesOf(text: string): readonly TemplateNode[] {
  const { nodes, problems } = parseTemplate(text, { functions: MESSAGE_FUNCTIONS });
  const [problem] = problems;
  if (problem) throw new TemplateError(problem.message);
  return nodes;
}

/** `{{ template "name" . }}` */
function call(name: string): TemplateNode {
  const span = { offset: 0, length: 0 };
  const dot = { ...span, kind: 'dot' as const, fields: [] };
  return {
    ...span,
    kind: 'template',
    name: { ...span, text: name },
    pipe: { ...span, variables: [], isAssignment: false, commands: [[dot]] },
  };
}

/** The alerts behind a list in a template: all, the firing or the resolved ones. */
function alertsIn(
  value: GoValue,
  dot: ReturnType<typeof templateValue>,
  data: MessageData,
): readonly AlertData[] | undefined {
  if (typeof value !== 'object' || value?.kind !== 'list') return undefined;
  const all = dot.fields.get('Alerts');
  const items = typeof all === 'object' && all?.kind === 'list' ? all.items : [];
  const places = value.items.map((item) => items.indexOf(item));
  return places.includes(-1) ? undefined : places.flatMap((place) => data.alerts[place] ?? []);
}
