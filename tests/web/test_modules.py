"""ES modules joined into one."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.web.assets import Assets
from app.web.modules import in_order, join_modules


def tree(folder: Path, **modules: str) -> dict[str, Path]:
    for name, text in modules.items():
        (folder / f"{name}.js").write_text(text)
    return {path.name: path for path in folder.iterdir()}


def test_a_module_comes_once_and_after_what_it_imports(tmp_path: Path) -> None:
    files = tree(tmp_path, a='import { b } from "./b.js";\nimport "./c.js";\n', b='import "./c.js";\n', c="")
    assert in_order(["a.js", "b.js"], files) == ["c.js", "b.js", "a.js"]


def test_names_are_handed_on_and_stay_apart(tmp_path: Path) -> None:
    files = tree(
        tmp_path,
        a='import { go as start } from "./b.js";\nconst root = 1;\nstart(root);\n',
        b="const root = 2;\nexport const go = () => root;\n",
    )
    assert join_modules(["a.js"], files).splitlines() == [
        "// b.js",
        "const module0 = (() => {",
        "const root = 2;",
        "const go = () => root;",
        "",
        "return { go };",
        "})();",
        "// a.js",
        "const module1 = (() => {",
        "const { go: start } = module0;",
        "const root = 1;",
        "start(root);",
        "",
        "return {  };",
        "})();",
    ]


@pytest.mark.parametrize(
    "text",
    [
        'import x from "./b.js";',
        'const x = await import("./b.js");',
        "export default 1;",
        "export let x = 1;",
        "await 1;",
    ],
)
def test_what_can_not_be_joined_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(ValueError, match="can't be joined"):
        join_modules(["a.js"], tree(tmp_path, a=text))


def test_modules_in_a_circle_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"a\.js imports b\.js imports a\.js"):
        join_modules(["a.js"], tree(tmp_path, a='import "./b.js";\n', b='import "./a.js";\n'))


def test_every_module_of_ours_can_be_joined() -> None:
    files = Assets().tree
    own = [name for name in files if name.endswith(".js") and "/" not in name and name != "theme.js"]
    joined = join_modules(own, files)
    assert all(f"// {name}\n" in joined for name in own)
