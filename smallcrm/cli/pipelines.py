"""``pipelines``: list, add, rename, move, remove."""

from __future__ import annotations

import click

from smallcrm.cli.program import Program, pass_program
from smallcrm.core.text import T
from smallcrm.services import pipeline


@click.group("pipelines", epilog="Example: smallcrm pipelines list")
def pipelines_() -> None:
    """The ways that deals go."""


@pipelines_.command("list", epilog="Example: smallcrm --json pipelines list")
@pass_program
def list_(program: Program) -> None:
    """List the pipelines in their order."""
    with program.database() as database, database.read() as session:
        rows = [
            (row.id, row.name, len(pipeline.list_deal_ids(session, pipeline_id=row.id)))
            for row in pipeline.list_pipelines(session)
        ]
    found = [{"id": key, "name": name, "deals": deals} for key, name, deals in rows]
    data = {"total": len(rows), "rows": found}
    program.answer(data, *program.table((T("Id"), T("Pipeline"), T("Deals")), [*rows]))


@pipelines_.command(epilog="Example: smallcrm pipelines add Repairs")
@click.argument("name")
@pass_program
def add(program: Program, name: str) -> None:
    """Add a pipeline with the usual stages."""
    label = T("Add the pipeline {name}", name=name)
    with program.database() as database, database.write(label) as session:
        pipeline_id = pipeline.add_pipeline(session, name)
    program.answer({"id": pipeline_id}, T("{name} has the id {id}.", name=name, id=pipeline_id))


@pipelines_.command(epilog="Example: smallcrm pipelines rename Repairs Workshop")
@click.argument("name")
@click.argument("new_name")
@pass_program
def rename(program: Program, name: str, new_name: str) -> None:
    """Call a pipeline something else."""
    label = T("Rename the pipeline {name}", name=name)
    with program.database() as database, database.write(label) as session:
        pipeline_id = pipeline.find_pipeline(session, name)
        pipeline.rename_pipeline(session, pipeline_id, new_name)
    program.answer({"id": pipeline_id}, T("{name} is saved.", name=new_name))


@pipelines_.command(epilog="Example: smallcrm pipelines move Repairs --before Sales")
@click.argument("name")
@click.option("--before", default="", help="The pipeline it stands before; the last by default.")
@pass_program
def move(program: Program, name: str, before: str) -> None:
    """Put a pipeline elsewhere in the order."""
    label = T("Move the pipeline {name}", name=name)
    with program.database() as database, database.write(label) as session:
        pipeline_id = pipeline.find_pipeline(session, name)
        other = pipeline.find_pipeline(session, before) if before else None
        pipeline.move_pipeline(session, pipeline_id, other)
    program.answer({"id": pipeline_id}, T("{name} is saved.", name=name))


@pipelines_.command(epilog="Example: smallcrm pipelines remove Repairs")
@click.argument("name")
@pass_program
def remove(program: Program, name: str) -> None:
    """Take an empty pipeline away with its stages."""
    label = T("Remove the pipeline {name}", name=name)
    with program.database() as database, database.write(label) as session:
        pipeline_id = pipeline.find_pipeline(session, name)
        pipeline.remove_pipeline(session, pipeline_id)
    program.answer({"id": pipeline_id}, T("{name} is removed.", name=name))
