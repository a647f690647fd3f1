"""The Cypher that loads and removes; parameters carry all data, `$rows` one row per node or edge.

Only Cypher that Neo4j 5 and ArcadeDB both run, see queries/README.md.
"""

from __future__ import annotations

from typing import Final

from kg.store.names import DERIVED

# SKIP 0 is for Neo4j, which then looks up what it is given before it follows edges. Else, by how
# many edges a node has on average, it may go over all of a node that has thousands, or over all.

#: Taken first by every writing transaction, so that two loaders of one server take turns.
#: It tells who wrote last; the first SET takes the lock under which that is read.
TURN: Final = """
MERGE (g:Graph {iri: $iri}) SET g.layout = $layout
WITH g, g.writer AS last SET g.writer = $writer RETURN last"""
LAYOUT: Final = "MATCH (g:Graph) WHERE g.layout IS NOT NULL RETURN g.layout AS layout"

# Beside each article stands a mark of the RDF that it was last loaded from, for as long as the
# article stays as it was then; it is no part of the graph.
BEHIND: Final = """
UNWIND $rows AS row
OPTIONAL MATCH (g:Graph {iri: row[0]}) WHERE g.mark = row[1]
OPTIONAL MATCH (d:Document {iri: row[0]}) WHERE d.digest = g.digest
WITH row, d WHERE d IS NULL RETURN row[0] AS iri"""
MARK: Final = """
UNWIND $rows AS row MERGE (g:Graph {iri: row[0]}) SET g.mark = row[1], g.digest = row[2]"""

PRESENT: Final = """
UNWIND $rows AS iri MATCH (d:Document {iri: iri})
RETURN d.iri AS iri, d.digest AS digest, d.version AS version,
       d.retired IS NOT NULL AS retired"""
OF_ARTICLES: Final = """
UNWIND $rows AS id MATCH (d:Document {id: id}) RETURN d.iri AS iri"""
SOME_DOCUMENTS: Final = """
MATCH (d:Document) WHERE d.digest IS NOT NULL AND d.iri > $after
RETURN d.iri AS iri ORDER BY iri LIMIT $count"""
COUNT_DOCUMENTS: Final = "MATCH (d:Document) RETURN count(d) AS count"
#: Neo4j's own: counts in the indexes what has changed, a moment's work, and forgets all plans.
REPLAN: Final = "CALL db.prepareForReplanning(60)"

ADD_DOCUMENTS: Final = """
UNWIND $rows AS row MERGE (d:Document {iri: row.iri}) SET d += row"""

# Edges of statements and mentions are created, not merged: their document is not in the graph when
# this runs, and merging would search all edges of an entity that thousands of articles name.
ADD_STATEMENTS: Final = """
UNWIND $rows AS row
MERGE (s:Statement {iri: row.iri}) SET s += row.props
WITH s, row MATCH (e:Entity {iri: row.subject}), (d:Document {iri: row.document})
CREATE (s)-[:SUBJECT]->(e) CREATE (s)-[:EVIDENCE]->(d)"""
ADD_OBJECTS: Final = """
UNWIND $rows AS row MATCH (s:Statement {iri: row[0]}), (e:Entity {iri: row[1]})
CREATE (s)-[:OBJECT]->(e)"""
ADD_SPEAKERS: Final = """
UNWIND $rows AS row MATCH (s:Statement {iri: row[0]}), (e:Entity {iri: row[1]})
CREATE (s)-[:SAID_BY]->(e)"""

#: A mention keeps what its article says of the entity, to describe it when others have gone.
ADD_MENTIONS: Final = """
UNWIND $rows AS row MATCH (e:Entity {iri: row.entity})
UNWIND row.documents AS said MATCH (d:Document {iri: said[0]})
CREATE (d)-[m:MENTIONS]->(e) SET m += row.about, m.names = said[1]"""

ENTITIES: Final = """
UNWIND $rows AS iri MATCH (e:Entity {iri: iri})
RETURN e.iri AS iri, e.kind AS kind, e.actor AS actor, e.labelAr AS labelAr,
       e.labelEn AS labelEn, e.wikidata AS wikidata, e.definedBy AS definedBy,
       coalesce(e.aliases, []) AS aliases"""
TENURES: Final = """
UNWIND $rows AS iri MATCH (e:Entity {iri: iri})
WITH e SKIP 0 MATCH (e)-[r:ACTS_FOR]->(b:Entity)
RETURN e.iri AS iri, b.iri AS body, r.from AS from, r.to AS to"""
PUT_ENTITIES: Final = """
UNWIND $rows AS row MERGE (e:Entity {iri: row.iri}) SET e += row"""
PUT_TENURES: Final = """
UNWIND $rows AS row MATCH (e:Entity {iri: row.iri}), (b:Entity {iri: row.body})
MERGE (e)-[r:ACTS_FOR]->(b) SET r.from = row.from, r.to = row.to"""
DROP_TENURES: Final = """
UNWIND $rows AS iri MATCH (e:Entity {iri: iri})
WITH e SKIP 0 MATCH (e)-[r:ACTS_FOR]->(:Entity) DELETE r"""

MENTIONS_OF_DOCUMENTS: Final = """
UNWIND $rows AS iri MATCH (d:Document {iri: iri})-[m:MENTIONS]->(e:Entity)
RETURN d.iri AS document, e.iri AS entity, m.kind AS kind, m.actor AS actor,
       m.labelAr AS labelAr, m.labelEn AS labelEn, m.wikidata AS wikidata,
       m.actsFor AS actsFor, m.from AS from, m.to AS to, coalesce(m.names, []) AS names,
       d.retired IS NOT NULL AS retired"""
MENTIONS_OF_ENTITIES: Final = """
UNWIND $rows AS iri MATCH (e:Entity {iri: iri}) MATCH (e)<-[m:MENTIONS]-(d:Document)
RETURN min(d.iri) AS document, e.iri AS entity, m.kind AS kind, m.actor AS actor,
       m.labelAr AS labelAr, m.labelEn AS labelEn, m.wikidata AS wikidata,
       m.actsFor AS actsFor, m.from AS from, m.to AS to, d.retired IS NOT NULL AS retired,
       collect(DISTINCT m.names) AS lists"""

STATEMENTS_OF_DOCUMENTS: Final = """
UNWIND $rows AS iri
MATCH (d:Document {iri: iri})<-[:EVIDENCE]-(s:Statement)-[:SUBJECT]->(a:Entity)
OPTIONAL MATCH (s)-[:OBJECT]->(b:Entity)
RETURN s.iri AS iri, d.iri AS document, d.report AS report, a.iri AS subject, b.iri AS object,
       s.predicate AS predicate, s.polarity AS polarity, s.modality AS modality,
       s.date AS date, s.retired AS retired"""
#: A version that was current stays as a retired one, under another IRI.
RETIRE_DOCUMENTS: Final = """
UNWIND $rows AS row MATCH (d:Document {iri: row[0]}) SET d += row[1]"""
RETIRE_STATEMENTS: Final = """
UNWIND $rows AS row MATCH (s:Statement {iri: row[0]}) SET s.retired = row[1]"""
DROP_STATEMENTS: Final = """
UNWIND $rows AS iri MATCH (s:Statement {iri: iri}) DETACH DELETE s"""
DROP_DOCUMENTS: Final = """
UNWIND $rows AS iri MATCH (d:Document {iri: iri}) DETACH DELETE d"""
DROP_ORPHANS: Final = """
UNWIND $rows AS iri MATCH (e:Entity {iri: iri}) WHERE NOT (e)<-[:MENTIONS]-() DETACH DELETE e"""

#: Derived edges summed up anew for the pairs in `$rows`.
RECOUNT: Final = """
UNWIND $rows AS row
MATCH (a:Entity {iri: row.subject})<-[:SUBJECT]-(s:Statement)-[:OBJECT]->(b:Entity)
WHERE b.iri = row.object AND s.predicate = row.predicate AND s.polarity = $polarity
  AND s.modality IN $modalities AND s.retired IS NULL
MATCH (s)-[:EVIDENCE]->(d:Document)
RETURN row.predicate AS predicate, row.subject AS subject, row.object AS object,
       count(DISTINCT s.iri) AS count, count(DISTINCT coalesce(d.report, d.iri)) AS sources,
       min(s.date) AS first, max(s.date) AS last"""

_TYPES = "|".join(DERIVED.values())
_UPDATE_EDGES = """
UNWIND $rows AS row
MATCH (a:Entity {iri: row.subject}), (b:Entity {iri: row.object})
WITH row, a, b SKIP 0
MATCH (a)-[r:TYPES]->(b) WHERE r.predicate = row.predicate
SET r.count = r.count + row.count, r.sources = r.sources + row.sources,
  r.first = CASE WHEN r.first IS NULL OR row.first < r.first THEN row.first ELSE r.first END,
  r.last = CASE WHEN r.last IS NULL OR row.last > r.last THEN row.last ELSE r.last END
RETURN row.predicate AS predicate, row.subject AS subject, row.object AS object"""
# A relationship type cannot be a parameter. One text holds all of the closed list, as planning a
# statement for each takes a server longer than running it; MERGE would take it longer still.
_CREATE_EDGE = """
FOREACH (_ IN CASE WHEN row.predicate = 'PREDICATE' THEN [1] ELSE [] END |
  CREATE (a)-[:TYPE {predicate: row.predicate, count: row.count, sources: row.sources,
                     first: row.first, last: row.last}]->(b))"""
_ROWS = """
UNWIND $rows AS row
MATCH (a:Entity {iri: row.subject}), (b:Entity {iri: row.object})"""
_DROP_EDGES = """
UNWIND $rows AS row
MATCH (a:Entity {iri: row.subject}), (b:Entity {iri: row.object})
WITH row, a, b SKIP 0
MATCH (a)-[r:TYPES]->(b) WHERE r.predicate = row.predicate DELETE r"""

#: Returns the edges that there were.
UPDATE_EDGES: Final = _UPDATE_EDGES.replace("TYPES", _TYPES)
CREATE_EDGES: Final = "".join(
    (_ROWS, *(_CREATE_EDGE.replace("PREDICATE", p).replace("TYPE", t) for p, t in DERIVED.items()))
)
DROP_EDGES: Final = _DROP_EDGES.replace("TYPES", _TYPES)

# What `kg load --verify` reads.
DOCUMENTS: Final = """
UNWIND $rows AS iri MATCH (d:Document {iri: iri}) RETURN properties(d) AS props"""
NODES: Final = """
UNWIND $rows AS iri MATCH (e:Entity {iri: iri}) RETURN properties(e) AS props"""
ALL_ENTITIES: Final = """
MATCH (e:Entity) WHERE e.definedBy IS NOT NULL RETURN e.iri AS iri ORDER BY iri"""
STATEMENTS_WHOLE: Final = """
UNWIND $rows AS iri MATCH (d:Document {iri: iri})<-[:EVIDENCE]-(s:Statement)
OPTIONAL MATCH (s)-[:SUBJECT]->(a:Entity)
OPTIONAL MATCH (s)-[:OBJECT]->(b:Entity)
OPTIONAL MATCH (s)-[:SAID_BY]->(c:Entity)
RETURN d.iri AS document, s.iri AS iri, properties(s) AS props, a.iri AS subject,
       b.iri AS object, c.iri AS speaker"""
_ALL_EDGES = """
MATCH (a:Entity)-[r:TYPE]->(b:Entity)
RETURN a.iri AS subject, b.iri AS object, properties(r) AS props"""
#: One text for each of the closed list of types.
ALL_EDGES: Final = {p: _ALL_EDGES.replace("TYPE", t) for p, t in DERIVED.items()}
