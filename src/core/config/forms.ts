// Forms of which something wrong would do harm in the gate, too.

/** The name of a cookie, exact or ending in `*`. */
export const NAME = /^[^\s;,*=]+\*?$/;
/** The key of an entry in a storage, exact or ending in `*`. */
export const ITEM = /^[^*]+\*?$/;
/** The id of a service: not the name of a category or of what objects have, and safe in the cookie. */
export const ID =
  /^(?!(necessary|functional|performance|marketing|any|unclassified|constructor|prototype)$)[a-z\d]+(-[a-z\d]+)*$/;
/** The name of a variable. */
export const IDENTIFIER = /^[A-Za-z_$][\w$]*$/;
/** The name of a host. */
export const HOST = /^[a-z\d-]+(\.[a-z\d-]+)*$/;
/** A host rule: `host[/path][?key=prefix*]`. */
export const RULE = /^[a-z\d-]+(\.[a-z\d-]+)*(\/(\*|[^\s?*/]*))*(\?[\w.-]+=[^\s*?&]*\*?)?$/;
