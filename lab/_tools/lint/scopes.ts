type Node = Deno.lint.Node;
/** `constructor(readonly crypto: …)` has a node of its own that the union of all nodes leaves out. */
type Pattern = Node | Deno.lint.Parameter;

/**
 * Which names a file declares itself, and where they are known.
 *
 * Deno's lint plugins get a syntax tree without name resolution. This is the part of it that the
 * rules need: a name is declared by variables, parameters, functions, classes, imports and types,
 * and known in the nearest block, function or file around its declaration. That is a little too
 * generous with `var`, which nobody here writes.
 */
export class Scopes {
  readonly #known: { name: string; range: Deno.lint.Range }[] = [];

  /** Whether a name in use is one that the file declared around it. */
  isDeclared(name: string, at: Deno.lint.Range): boolean {
    return this.#known.some(({ name: known, range }) =>
      known === name && range[0] <= at[0] && at[1] <= range[1]
    );
  }

  /** Notes every name in a pattern such as `{ a, b: [c = 1, ...d] }`. */
  declare(pattern: Pattern | null | undefined, owner: Node): void {
    if (!pattern) return;
    switch (pattern.type) {
      case "Identifier":
        this.#known.push({ name: pattern.name, range: owner.range });
        break;
      case "ObjectPattern":
        for (const part of pattern.properties) {
          this.declare(part.type === "Property" ? part.value : part, owner);
        }
        break;
      case "ArrayPattern":
        for (const part of pattern.elements) this.declare(part, owner);
        break;
      case "AssignmentPattern":
        this.declare(pattern.left, owner);
        break;
      case "RestElement":
        this.declare(pattern.argument, owner);
        break;
      case "TSParameterProperty":
        this.declare(pattern.parameter, owner);
        break;
    }
  }

  /** The visitor that fills this. */
  visitor(): Deno.lint.LintVisitor {
    const withParameters = (node: Node & { params: readonly Pattern[] }) => {
      for (const parameter of node.params) this.declare(parameter, node);
    };
    const named = (node: Node & { id: Node | null }) => this.declare(node.id, blockAround(node));
    const local = (node: Node & { local: Node }) => this.declare(node.local, blockAround(node));
    return {
      VariableDeclarator: named,
      ClassDeclaration: named,
      TSTypeAliasDeclaration: named,
      TSInterfaceDeclaration: named,
      TSEnumDeclaration: named,
      FunctionDeclaration(node) {
        named(node);
        withParameters(node);
      },
      FunctionExpression: (node) => {
        this.declare(node.id, node);
        withParameters(node);
      },
      ClassExpression: (node) => this.declare(node.id, node),
      ArrowFunctionExpression: withParameters,
      TSFunctionType: withParameters,
      TSConstructorType: withParameters,
      TSMethodSignature: withParameters,
      TSCallSignatureDeclaration: withParameters,
      TSConstructSignatureDeclaration: withParameters,
      TSDeclareFunction(node) {
        named(node);
        withParameters(node);
      },
      TSEmptyBodyFunctionExpression: withParameters,
      TSIndexSignature: (node) => {
        for (const parameter of node.parameters) this.declare(parameter, node);
      },
      TSTypeParameter: (node) => this.declare(node.name, ownerOf(node)),
      CatchClause: (node) => this.declare(node.param, node),
      ImportSpecifier: local,
      ImportDefaultSpecifier: local,
      ImportNamespaceSpecifier: local,
    };
  }
}

const OPENS_A_BLOCK = new Set<Node["type"]>([
  "Program",
  "BlockStatement",
  "StaticBlock",
  "SwitchStatement",
  "ForStatement",
  "ForInStatement",
  "ForOfStatement",
  "TSModuleBlock",
]);

function blockAround(node: Node): Node {
  let around = parentOf(node);
  while (around !== undefined && !OPENS_A_BLOCK.has(around.type)) around = parentOf(around);
  return around ?? node;
}

/** `T` of `function f<T>()` hangs in a list, and is known in the whole of what the list belongs to. */
function ownerOf(node: Node): Node {
  const list = parentOf(node);
  return list === undefined ? node : parentOf(list) ?? list;
}

function parentOf(node: Node): Node | undefined {
  return "parent" in node ? node.parent as Node : undefined;
}

/** Whether an identifier is only the label of something: `foo.crypto`, `{ crypto: 1 }`, a method. */
export function isLabel(node: Deno.lint.Identifier): boolean {
  const parent: Node = node.parent;
  switch (parent.type) {
    case "MemberExpression":
      return parent.property === node && !parent.computed;
    case "Property":
      return parent.key === node && !parent.computed && !parent.shorthand;
    case "MethodDefinition":
    case "PropertyDefinition":
    case "TSAbstractMethodDefinition":
    case "TSAbstractPropertyDefinition":
    case "TSPropertySignature":
    case "TSMethodSignature":
      return parent.key === node && !parent.computed;
    case "TSQualifiedName":
      return parent.right === node;
    case "TSImportType":
    case "TSEnumMember":
    case "TSNamedTupleMember":
    case "ImportSpecifier":
    case "ExportSpecifier":
    case "LabeledStatement":
    case "BreakStatement":
    case "ContinueStatement":
    case "MetaProperty":
    case "ImportAttribute":
    case "TSNamespaceExportDeclaration":
      return true;
    default:
      return false;
  }
}
