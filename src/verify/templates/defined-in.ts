import type { TemplateNode } from '../../grafana/go-template/nodes.ts';

/** The templates that a template defines, by name. */
export function definedIn(nodes: readonly TemplateNode[]): [string, readonly TemplateNode[]][] {
  return nodes.flatMap((node): [string, readonly TemplateNode[]][] => {
    const inner = 'list' in node ? definedIn([...node.list, ...('otherwise' in node ? node.otherwise : [])]) : [];
    return node.kind === 'define' || node.kind === 'block' ? [[node.name.text, node.list], ...inner] : inner;
  });
}
