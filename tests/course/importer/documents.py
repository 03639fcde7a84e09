"""Documents of invented organisations in many layouts, with what stands in them, written by hand."""

from tests.course.importer import (
    documents_levels,
    documents_others,
    documents_pages,
    documents_prose,
    documents_tables,
    documents_themes,
)
from tests.course.importer.writers import Made

MAKERS = (
    documents_levels.level_pages,
    documents_levels.swedish,
    documents_levels.headings_behind_twice,
    documents_levels.norwegian_pages,
    documents_levels.nested_themes,
    documents_themes.theme_sections,
    documents_themes.names_behind,
    documents_themes.running_text,
    documents_themes.norwegian,
    documents_themes.nested_items,
    documents_themes.bottom_up,
    documents_tables.word_tables,
    documents_tables.english_table,
    documents_tables.role_rows,
    documents_tables.shared_and_rows,
    documents_tables.flattened_table,
    documents_pages.theme_along_the_edge,
    documents_pages.matrix_with_definitions,
    documents_pages.boxes_side_by_side,
    documents_pages.columns_across,
    documents_pages.bullets_that_are_pictures,
    documents_pages.level_drawn_last,
    documents_prose.sentences_among_others,
    documents_prose.one_role,
    documents_prose.numbered_sentences,
    documents_prose.copied_with_contents,
    documents_prose.e_mail,
    documents_prose.levels_as_subjects,
    documents_prose.levels_in_brackets,
    documents_others.no_framework,
    documents_others.self_assessment,
)


def all_documents() -> list[Made]:
    return [make() for make in MAKERS]
