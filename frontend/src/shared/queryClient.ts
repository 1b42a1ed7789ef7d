import { MutationCache, QueryCache, QueryClient } from "@tanstack/react-query";
import { isProblem } from "@/shared/api/problem";
import { meQuery } from "@/shared/session";

/** The server state's home. A 401 from anywhere means that the session is over: the guard then shows the login. */
export function newQueryClient(): QueryClient {
  const endSession = (error: Error) => {
    if (isProblem(error, 401)) client.setQueryData(meQuery.queryKey, null);
  };
  const client = new QueryClient({
    queryCache: new QueryCache({ onError: endSession }),
    mutationCache: new MutationCache({ onError: endSession }),
    defaultOptions: {
      queries: {
        staleTime: 30_000,
        refetchOnWindowFocus: false,
        // What the server refused it will refuse again; what did not arrive may arrive.
        retry: (failures, error) => failures < 1 && (!isProblem(error) || error.status === 0 || error.status >= 502),
      },
    },
  });
  return client;
}
