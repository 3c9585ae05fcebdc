// The API's shapes under the names the pages use. The definitions are generated from the server's OpenAPI document.
import type { components } from "./schema";

type Schemas = components["schemas"];

export type Answer = Schemas["Assessment"];
export type AssessmentSet = Schemas["AssessmentSet"];
export type AttributeFacts = Schemas["AttributeFacts"];
export type AttributeInfo = Schemas["AttributeInfo"];
export type CheckList = Schemas["CheckList"];
export type CheckRow = Schemas["CheckRow"];
export type CheckSheet = Schemas["CheckSheet"];
export type Condition = Schemas["Condition"];
export type ConditionInfo = Schemas["ConditionInfo"];
export type FactValue = Schemas["FactValue"];
export type Figure = Schemas["Figure"];
export type GroupFacts = Schemas["GroupFacts"];
export type GroupInfo = Schemas["GroupInfo"];
export type ImportAnswer = Schemas["ImportAnswer"];
export type KindCount = Schemas["KindCount"];
export type KindDetail = Schemas["KindDetail"];
export type ListFacts = Schemas["ListFacts"];
export type Meta = Schemas["Meta"];
export type Missing = Schemas["Missing"];
export type Notice = Schemas["Notice"];
export type Overview = Schemas["Overview"];
export type Profile = Schemas["Profile"];
export type ProgrammeDetail = Schemas["ProgrammeDetail"];
export type ProgrammeSummary = Schemas["ProgrammeSummary"];
export type RejectedCell = Schemas["RejectedCell"];
export type SourceInfo = Schemas["SourceInfo"];
export type SourceRef = Schemas["SourceRef"];
export type Status = Schemas["Status"];
export type SubjectPage = Schemas["SubjectPage"];
export type SubjectRow = Schemas["SubjectRow"];
export type ValueUsed = Schemas["ValueUsed"];
