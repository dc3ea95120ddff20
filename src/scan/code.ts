import { parse, type AnyNode, type Expression } from 'acorn';
import { isBuiltIn } from './names.ts';
import {
  find,
  give,
  globalOf,
  meaningOf,
  memberName,
  rootOf,
  textOf,
  type Meaning,
  type Scope,
} from './scope.ts';
import { bound, children, declared, isFunction } from './syntax.ts';

/** What stands in code, or in a part of it. */
interface Said {
  /** The texts in it that may be addresses, joined where that is plain. */
  readonly texts: readonly string[];
  /** What it imports as it goes, as far as that is plain. */
  readonly asks: readonly string[];
}

/** The same, while it is read. */
type Heap = Record<keyof Said, string[]>;

/** What stands in code that waits for a grant by itself: `izin.when('marketing').then(…)`. */
export interface Granted extends Said {
  /** The category or service for which it waits. */
  readonly id: string;
}

/** What can be told of inline code without running it. */
export interface Code extends Said {
  /** What waits for a grant by itself; the rest stands above. */
  readonly granted: readonly Granted[];
  /** The globals that it needs to run, and that it does not make itself. */
  readonly needs: ReadonlySet<string>;
  /** Those of them that it calls. */
  readonly calls: ReadonlySet<string>;
  /** The globals that it makes, or adds to. */
  readonly makes: ReadonlySet<string>;
  /** Those of them that no property of the window holds: other scripts seldom look for them. */
  readonly lexical: ReadonlySet<string>;
  /** It asks for something, or puts elements into the page. */
  readonly loads: boolean;
  /** What in it is more than a tag does; `undefined` where nothing is. */
  readonly own: string | undefined;
  /** What a module imports by name of its address. */
  readonly imports: readonly string[];
}

/** Members that loaders of tags have no use for. */
const OWN_WORK =
  /^(querySelector(All)?|getElementsByClassName|getElementsByName|closest|matches|classList|innerHTML|outerHTML|innerText|textContent|insertAdjacent\w+|replaceWith|replaceChildren|removeChild|preventDefault|stopPropagation|submit|reset|focus|blur|scroll\w*|checked|disabled|onclick|onsubmit|onchange|attachShadow|pushState|replaceState|reload|replace(?=Location)|register)$/;

/** Calls by which something is asked for, or put into the page. */
const LOADS =
  /^(createElement(NS)?|write(ln)?|appendChild|insertBefore|append|prepend|sendBeacon|fetch|open|Image|importScripts|getScript)$/;

/** Events that a loader may wait for. */
const MOMENT = /^(load|DOMContentLoaded|readystatechange|onload|pageshow|error|onreadystatechange)$/;

/** The gate's own global. */
const IZIN = 'izin';

/**
 * Reads inline code.
 *
 * @returns `undefined` for what is no JavaScript, as where a template engine still has to fill it in.
 */
export function readCode(source: string, isModule: boolean): Code | undefined {
  try {
    const reader = new CodeReader(isModule);
    reader.readProgram(parse(source, { ecmaVersion: 'latest', sourceType: isModule ? 'module' : 'script' }));
    return reader.result();
  } catch {
    // Or too deep to be followed.
    return undefined;
  }
}

class CodeReader {
  readonly #isModule: boolean;
  readonly #all: Heap = { texts: [], asks: [] };
  readonly #granted: Granted[] = [];
  /** Where that goes which is read: to what waits for a grant by itself, or to the rest. */
  #said = this.#all;
  #speaksToIzin = false;
  readonly #reads = new Set<string>();
  readonly #calls = new Set<string>();
  readonly #makes = new Set<string>();
  readonly #lexical = new Set<string>();
  readonly #imports: string[] = [];
  readonly #offers = new Set<string>();
  readonly #used = new Set<string>();
  #own: string | undefined;
  #loads = false;

  constructor(isModule: boolean) {
    this.#isModule = isModule;
  }

  readProgram(program: AnyNode): void {
    const names = new Map<string, Meaning>();
    const top: Scope = { names, outer: undefined, isNow: true };
    if (this.#isModule) for (const name of declared(program)) names.set(name, undefined);
    else for (const name of declared(program)) this.#makes.add(name);
    for (const node of children(program)) {
      if (node.type === 'VariableDeclaration' && node.kind !== 'var')
        for (const { id } of node.declarations) for (const name of bound(id)) this.#lexical.add(name);
      if (!this.#isModule && node.type === 'FunctionDeclaration') this.#offers.add(node.id?.name ?? '');
    }
    for (const node of children(program)) this.#visit(node, top);
  }

  result(): Code {
    const unused = [...this.#offers].find((name) => !this.#used.has(name));
    const isForIzin = this.#speaksToIzin && !this.#makes.has(IZIN);
    const own =
      this.#own ??
      (unused === undefined ? undefined : `it makes ${unused}() for others`) ??
      // That must not wait for what it asks about.
      (isForIzin ? 'it speaks to Izin' : undefined);
    const isNeeded = (name: string): boolean => !this.#makes.has(name) && !isBuiltIn(name);
    return {
      ...this.#all,
      granted: this.#granted,
      needs: new Set([...this.#reads].filter(isNeeded)),
      calls: new Set([...this.#calls].filter(isNeeded)),
      makes: this.#makes,
      lexical: this.#lexical,
      own,
      loads: this.#loads,
      imports: this.#imports,
    };
  }

  #take(text: string | undefined): void {
    if (text) this.#said.texts.push(text);
  }

  #ask(specifier: string | undefined): void {
    if (specifier) this.#said.asks.push(specifier);
  }

  #suspect(what: string, scope: Scope): void {
    if (scope.isNow) this.#own ??= what;
  }

  #enter(node: AnyNode, scope: Scope, isNow: boolean, given: readonly AnyNode[] = []): void {
    if (!isFunction(node)) return;
    const names = new Map<string, Meaning>();
    node.params.forEach((param, i) => {
      const meaning = param.type === 'Identifier' ? meaningOf(given[i], scope) : undefined;
      for (const name of bound(param)) names.set(name, meaning);
    });
    if (node.type === 'FunctionExpression' && node.id) names.set(node.id.name, undefined);
    if (node.type !== 'ArrowFunctionExpression') names.set('arguments', undefined);
    for (const name of declared(node.body)) names.set(name, names.get(name));
    const inner: Scope = { names, outer: scope, isNow: scope.isNow && isNow };
    for (const param of node.params) this.#visit(param, inner);
    this.#visit(node.body, inner);
  }

  #visit(node: AnyNode, scope: Scope): void {
    switch (node.type) {
      case 'Identifier':
        return this.#readName(node.name, scope);
      case 'Literal':
      case 'TemplateLiteral':
        this.#take(textOf(node, undefined));
        break;
      case 'BinaryExpression':
        this.#take(textOf(node, scope));
        break;
      case 'FunctionDeclaration':
        // Whoever calls it may do so at once.
        return this.#enter(node, scope, true);
      case 'FunctionExpression':
      case 'ArrowFunctionExpression':
        return this.#enter(node, scope, false);
      case 'VariableDeclarator':
        for (const name of bound(node.id)) {
          if (find(name, scope).isLocal && node.init) {
            const meaning = meaningOf(node.init, scope);
            if (meaning !== undefined) give(name, meaning, scope);
          }
        }
        if (node.init) this.#visit(node.init, scope);
        return;
      case 'AssignmentExpression':
        return this.#assign(node.left, node.right, scope);
      case 'MemberExpression':
        return this.#member(node, scope);
      case 'CallExpression':
      case 'NewExpression':
        return this.#call(
          node.callee as AnyNode,
          node.arguments as AnyNode[],
          scope,
          node.type === 'NewExpression',
        );
      case 'Property':
        if (node.computed) this.#visit(node.key, scope);
        return this.#visit(node.value, scope);
      case 'PropertyDefinition':
      case 'MethodDefinition':
        if (node.computed) this.#visit(node.key, scope);
        if (node.value) this.#visit(node.value, scope);
        return;
      case 'UnaryExpression':
        // What is asked about need not be there.
        if (node.operator === 'typeof' && node.argument.type === 'Identifier')
          return this.#readName(node.argument.name, scope);
        break;
      case 'LabeledStatement':
        return this.#visit(node.body, scope);
      case 'BreakStatement':
      case 'ContinueStatement':
        return;
      case 'ImportDeclaration':
      case 'ExportAllDeclaration':
      case 'ExportNamedDeclaration':
        if (node.source) this.#imports.push(String(node.source.value));
        if (node.type === 'ExportNamedDeclaration' && node.declaration) this.#visit(node.declaration, scope);
        return;
      case 'ImportExpression':
        this.#loads = true;
        this.#ask(textOf(node.source, scope));
        return this.#visit(node.source, scope);
      case 'CatchClause': {
        const names = new Map(bound(node.param).map((name) => [name, undefined] as const));
        return this.#visit(node.body, { names, outer: scope, isNow: scope.isNow });
      }
      default:
        break;
    }
    for (const child of children(node)) this.#visit(child, scope);
  }

  #readName(name: string, scope: Scope): void {
    this.#used.add(name);
    if (find(name, scope).isLocal) return;
    this.#speaksToIzin ||= name === IZIN;
    if (scope.isNow) this.#reads.add(name);
  }

  #assign(left: AnyNode, right: Expression, scope: Scope): void {
    const name = globalOf(left, scope);
    const isOfPage =
      left.type === 'MemberExpression' && meaningOf(left.object as AnyNode, scope) !== undefined;
    if (name !== undefined && scope.isNow) {
      if (isBuiltIn(name) && !name.startsWith('on')) this.#suspect(`it sets ${name}`, scope);
      this.#makes.add(name);
    }
    if (left.type === 'MemberExpression') {
      if (name === undefined) {
        this.#visit(left.object as AnyNode, scope);
        this.#checkMember(memberName(left, scope), scope);
      }
      if (left.computed) this.#visit(left.property, scope);
    } else if (left.type !== 'Identifier') this.#visit(left, scope);
    else {
      const meaning = meaningOf(right, scope);
      if (meaning !== undefined) give(left.name, meaning, scope);
    }
    // What the window or the document is told to call runs with the page; what an element is, with that.
    if (isFunction(right))
      this.#enter(
        right,
        scope,
        isOfPage && (name ?? memberName(left as never, scope))?.startsWith('on') === true,
      );
    else this.#visit(right, scope);
  }

  #checkMember(name: string | undefined, scope: Scope): void {
    if (name !== undefined && OWN_WORK.test(name)) this.#suspect(`it uses ${name}`, scope);
  }

  #member(node: Extract<AnyNode, { type: 'MemberExpression' }>, scope: Scope): void {
    const name = globalOf(node, scope);
    if (name !== undefined) this.#readName(name, scope);
    else {
      this.#visit(node.object as AnyNode, scope);
      this.#checkMember(memberName(node, scope), scope);
    }
    if (node.computed) this.#visit(node.property, scope);
  }

  #call(callee: AnyNode, given: readonly AnyNode[], scope: Scope, isNew: boolean): void {
    const inner = callee.type === 'ParenthesizedExpression' ? callee.expression : callee;
    // `(function () { … })()`, and with `.call(this)` and `.apply`.
    const applied =
      inner.type === 'MemberExpression' && isFunction(inner.object as AnyNode)
        ? (inner.object as AnyNode)
        : inner;
    if (isFunction(applied)) {
      const offset = applied === inner ? 0 : 1;
      for (const argument of given) if (!isFunction(argument)) this.#visit(argument, scope);
      for (const argument of given) if (isFunction(argument)) this.#enter(argument, scope, true);
      return this.#enter(applied, scope, true, given.slice(offset));
    }
    const root = rootOf(inner, scope);
    if (root !== undefined && scope.isNow) {
      this.#calls.add(root);
      if (/^(alert|confirm|prompt|open|print|\$|jQuery)$/.test(root))
        this.#suspect(`it calls ${root}`, scope);
    }
    const method = inner.type === 'MemberExpression' ? memberName(inner, scope) : root;
    if (LOADS.test(method ?? '')) this.#loads = true;
    this.#visit(inner, scope);
    const [first] = given;
    const event = first && textOf(first, scope);
    if (/^(addEventListener|attachEvent)$/.test(method ?? '') && !MOMENT.test(event ?? ''))
      this.#suspect(`it listens for ${event ?? 'events'}`, scope);
    const said = this.#said;
    const id = method === 'then' ? this.#grantOf(inner, scope) : undefined;
    if (id !== undefined) {
      this.#said = { texts: [], asks: [] };
      this.#granted.push({ id, ...this.#said });
    }
    // Functions that are given to what the browser itself has are called by the page; others by the tag.
    const isOfPage = isNew || root === undefined || isBuiltIn(root);
    for (const argument of given) {
      if (isFunction(argument)) this.#enter(argument, scope, isOfPage);
      else this.#visit(argument, scope);
    }
    this.#said = said;
  }

  /** For what `izin.when(…)`, of which this is a member, waits. */
  #grantOf(node: AnyNode, scope: Scope): string | undefined {
    if (node.type !== 'MemberExpression' || node.object.type !== 'CallExpression') return undefined;
    const { callee, arguments: given } = node.object;
    if (callee.type !== 'MemberExpression' || this.#makes.has(IZIN)) return undefined;
    const isWhen = globalOf(callee.object as AnyNode, scope) === IZIN && memberName(callee, scope) === 'when';
    const [first] = given;
    return isWhen && first ? textOf(first, scope) : undefined;
  }
}
