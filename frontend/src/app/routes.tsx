import { lazy } from "react";
import type { RouteObject } from "react-router";
import { Allowed } from "@/app/Allowed";
import { Guard } from "@/app/Guard";
import { Home } from "@/app/Home";
import { Broken, NotFound } from "@/app/Lost";
import { Shell } from "@/app/Shell";
import { LoginPage } from "@/features/session/LoginPage";

const WorklistPage = lazy(() => import("@/features/worklist/WorklistPage"));
const EnterprisesPage = lazy(() => import("@/features/enterprises/EnterprisesPage"));
const EnterprisePage = lazy(() => import("@/features/enterprise/EnterprisePage"));
const RecordPage = lazy(() => import("@/features/enterprise/record/RecordPage"));
const GapsPage = lazy(() => import("@/features/gaps/GapsPage"));
const PipelinePage = lazy(() => import("@/features/pipeline/PipelinePage"));
const RulebooksPage = lazy(() => import("@/features/rulebooks/RulebooksPage"));
const RulebookPage = lazy(() => import("@/features/rulebooks/RulebookPage"));
const ComparePage = lazy(() => import("@/features/rulebooks/compare/ComparePage"));
const DraftsPage = lazy(() => import("@/features/rulebooks/drafts/DraftsPage"));
const DraftPage = lazy(() => import("@/features/rulebooks/editor/DraftPage"));
const LeversPage = lazy(() => import("@/features/levers/LeversPage"));
const ModelsPage = lazy(() => import("@/features/models/ModelsPage"));
const TargetPage = lazy(() => import("@/features/models/target/TargetPage"));
const VersionPage = lazy(() => import("@/features/models/version/VersionPage"));
const LabelsPage = lazy(() => import("@/features/labels/LabelsPage"));
const ImportsPage = lazy(() => import("@/features/imports/ImportsPage"));
const NewImportPage = lazy(() => import("@/features/imports/upload/NewImportPage"));
const SavedMappingsPage = lazy(() => import("@/features/imports/SavedMappingsPage"));
const CompletenessPage = lazy(() => import("@/features/completeness/CompletenessPage"));
const DuplicatesPage = lazy(() => import("@/features/duplicates/DuplicatesPage"));
const PairPage = lazy(() => import("@/features/duplicates/PairPage"));
const SourcesPage = lazy(() => import("@/features/sources/SourcesPage"));
const ImportPage = lazy(() => import("@/features/imports/ImportPage"));

/** Every address of the web app. */
export const routes: RouteObject[] = [
  { path: "/login", element: <LoginPage />, errorElement: <Broken /> },
  {
    element: <Guard />,
    errorElement: <Broken />,
    children: [
      {
        element: <Shell />,
        children: [
          {
            element: <Allowed />,
            errorElement: <Broken />,
            children: [
              { path: "/", element: <Home /> },
              { path: "/worklist", element: <WorklistPage /> },
              { path: "/enterprises", element: <EnterprisesPage /> },
              { path: "/enterprises/:uscc", element: <EnterprisePage /> },
              { path: "/records/:number", element: <RecordPage /> },
              { path: "/gaps", element: <GapsPage /> },
              { path: "/pipeline", element: <PipelinePage /> },
              { path: "/rulebooks", element: <RulebooksPage /> },
              { path: "/rulebooks/compare", element: <ComparePage /> },
              { path: "/rulebooks/:programme/:version", element: <RulebookPage /> },
              { path: "/drafts", element: <DraftsPage /> },
              { path: "/drafts/:id", element: <DraftPage /> },
              { path: "/levers", element: <LeversPage /> },
              { path: "/models", element: <ModelsPage /> },
              { path: "/models/:target", element: <TargetPage /> },
              { path: "/models/:target/:version", element: <VersionPage /> },
              { path: "/labels", element: <LabelsPage /> },
              { path: "/imports", element: <ImportsPage /> },
              { path: "/imports/new", element: <NewImportPage /> },
              { path: "/imports/mappings", element: <SavedMappingsPage /> },
              { path: "/imports/:id", element: <ImportPage /> },
              { path: "/completeness", element: <CompletenessPage /> },
              { path: "/duplicates", element: <DuplicatesPage /> },
              { path: "/duplicates/:id", element: <PairPage /> },
              { path: "/sources", element: <SourcesPage /> },
              { path: "*", element: <NotFound /> },
            ],
          },
        ],
      },
    ],
  },
];
