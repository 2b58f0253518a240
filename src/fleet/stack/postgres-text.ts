/**
 * Returns the SQL that creates a role, one that logs in unless said otherwise, unless it is there: PostgreSQL has no
 * CREATE ROLE IF NOT EXISTS.
 */
export function createRole(user: string, attribute: 'LOGIN' | 'NOLOGIN' = 'LOGIN'): string {
  const body = `
BEGIN
  IF NOT EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = ${literal(user)}) THEN
    CREATE ROLE ${identifier(user)} ${attribute};
  END IF;
END
`;
  let tag = '$pf$';
  // A role's name may hold any text, and the first tag inside the body would end it.
  while (body.includes(tag)) tag = `${tag.slice(0, -1)}_$`;
  return `DO ${tag}${body}${tag};`;
}

/** A name in double quotes. */
export function identifier(name: string): string {
  // A line break would end the comment that shows the name.
  if (name === '' || /\p{Cc}/u.test(name))
    throw new Error(
      `${JSON.stringify(name)} cannot be a name in PostgreSQL here: it is empty or holds a control character.`,
    );
  return `"${name.replaceAll('"', '""')}"`;
}

/** A string that reads the same whatever `standard_conforming_strings` is: with a backslash it takes the E form. */
export function literal(text: string): string {
  const quoted = `'${text.replaceAll("'", "''")}'`;
  return text.includes('\\') ? `E${quoted.replaceAll('\\', '\\\\')}` : quoted;
}
