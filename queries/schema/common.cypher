// Constraints and indexes, made before anything is loaded; Neo4j 5 and ArcadeDB both run these.
// What only one engine runs goes into neo4j.cypher or arcadedb.cypher beside this file.
CREATE CONSTRAINT document_iri IF NOT EXISTS FOR (n:Document) REQUIRE n.iri IS UNIQUE;
CREATE CONSTRAINT entity_iri IF NOT EXISTS FOR (n:Entity) REQUIRE n.iri IS UNIQUE;
CREATE CONSTRAINT graph_iri IF NOT EXISTS FOR (n:Graph) REQUIRE n.iri IS UNIQUE;
CREATE CONSTRAINT statement_iri IF NOT EXISTS FOR (n:Statement) REQUIRE n.iri IS UNIQUE;
CREATE INDEX document_id IF NOT EXISTS FOR (n:Document) ON (n.id);
CREATE INDEX entity_label_ar IF NOT EXISTS FOR (n:Entity) ON (n.labelAr);
CREATE INDEX entity_label_en IF NOT EXISTS FOR (n:Entity) ON (n.labelEn);
CREATE INDEX entity_wikidata IF NOT EXISTS FOR (n:Entity) ON (n.wikidata);
CREATE INDEX statement_date IF NOT EXISTS FOR (n:Statement) ON (n.date);
CREATE INDEX statement_retired IF NOT EXISTS FOR (n:Statement) ON (n.retired);
