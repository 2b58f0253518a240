/** A Markdown page without its code blocks, whose characters are not Markdown. */
export function withoutCode(page: string): string {
  return page.replaceAll(/^(`{3,}).*\n[^]*?^\1$/gm, '').replaceAll(/^(?: {4}.*\n?)+/gm, '');
}

/** The targets of links and pictures on a page, as written. */
export function linksOf(page: string): string[] {
  const text = withoutCode(page).replaceAll(/`[^`\n]*`(?!\])/g, '');
  return [...text.matchAll(/\]\(([^()\s]+)\)/g)].map(([, target = '']) => target);
}

/** The anchors of a page: each heading as GitHub converts it, with a number for repeated headings. */
export function anchorsOf(page: string): ReadonlySet<string> {
  const anchors = new Set<string>();
  for (const [, heading = ''] of withoutCode(page).matchAll(/^#{1,6} (.+)$/gm)) {
    const anchor = slug(heading);
    let free = anchor;
    for (let count = 1; anchors.has(free); count++) free = `${anchor}-${count}`;
    anchors.add(free);
  }
  return anchors;
}

function slug(heading: string): string {
  return heading
    .trim()
    .toLowerCase()
    .replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replaceAll(/[^\p{L}\p{N}\p{M}_ -]/gu, '')
    .replaceAll(' ', '-');
}

/** Command lines to be typed by the reader, without prompt and trailing comment. */
export function typedLines(page: string): string[] {
  const blocks = [...page.matchAll(/^```(?:sh|bash|console)\n([^]*?)^```$/gm)].map(([, block = '']) => block);
  const indented = [...page.matchAll(/^ {4}(.*)$/gm)].map(([, line = '']) => line);
  return [...blocks.flatMap((block) => block.split('\n')), ...indented].map((line) =>
    line.replace(/^\$ /, '').replace(/ {2,}#.*$/, ''),
  );
}
