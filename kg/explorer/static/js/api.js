// The JSON API. An answer that a newer request of the same kind has overtaken never arrives.
import { t } from "./i18n.js";

const running = new Map();

export class ApiError extends Error {
  constructor(message, suggestions) {
    super(message);
    this.suggestions = suggestions ?? [];
  }
}

export function query(parameters) {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters ?? {})) {
    for (const each of Array.isArray(value) ? value : [value]) {
      if (each !== undefined && each !== null && each !== "" && each !== false) search.append(name, each);
    }
  }
  return search.toString();
}

export const address = (path, parameters) => {
  const search = query(parameters);
  return `/api/${path}${search ? `?${search}` : ""}`;
};

/** What an address gives; `lane` names requests of which only the newest counts. */
export async function get(path, parameters, lane) {
  let signal;
  if (lane) {
    running.get(lane)?.abort();
    const control = new AbortController();
    running.set(lane, control);
    signal = control.signal;
  }
  const response = await fetch(address(path, parameters), { signal, credentials: "same-origin" }).catch((error) => {
    if (error.name === "AbortError") throw error;
    throw new ApiError(t("gone"));
  });
  const body = await response.json().catch(() => null);
  if (!response.ok) throw new ApiError(body?.error?.message ?? response.statusText, body?.error?.suggestions);
  return body;
}

const kept = new Map();
/** The same, fetched once for the life of the page. */
export function once(path) {
  if (!kept.has(path)) kept.set(path, get(path).catch((error) => { kept.delete(path); throw error; }));
  return kept.get(path);
}

const names = new Map();
export function remember(rows) {
  for (const row of rows) if (row.iri) names.set(row.iri, row);
}
/** Names of actors by IRI; those not known yet are asked for together. */
export async function named(iris) {
  const unknown = [...new Set(iris)].filter((iri) => iri.includes("://") && !names.has(iri));
  if (unknown.length) remember(await get("names", { iri: unknown }));
  return names;
}
