package digitaloceantest_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/dosdk/digitalocean"
)

func TestVectorDatabaseLife(t *testing.T) {
	srv, client := checked(t)
	ctx := t.Context()
	project, err := client.Projects.GetDefault(ctx)
	require.NoError(t, err)
	v, err := client.VectorDatabases.Create(ctx, &digitalocean.VectorDatabaseCreateRequest{
		Name: "memory", Region: "nyc3", Size: digitalocean.VectorDatabaseSmall, ProjectID: project.ID,
	})
	require.NoError(t, err)
	require.Nil(t, v.Endpoints)
	v, err = client.VectorDatabases.WaitActive(ctx, v.ID)
	require.NoError(t, err)
	require.NotEmpty(t, v.Endpoints.HTTP)
	backups, err := client.VectorDatabases.Backups.List(ctx, v.ID)
	require.NoError(t, err)
	_, err = client.VectorDatabases.Backups.Restore(ctx, v.ID, backups[0].BackupID)
	require.NoError(t, err)
	srv.Advance(240e9)
	restored, err := client.VectorDatabases.Backups.GetRestoreStatus(ctx, v.ID, backups[0].BackupID)
	require.NoError(t, err)
	require.EqualValues(t, "SUCCESS", restored.Status)
	srv.FailNext("vector_database")
	_, err = client.VectorDatabases.Resize(ctx, v.ID, &digitalocean.VectorDatabaseResizeRequest{Size: digitalocean.VectorDatabaseMedium})
	require.NoError(t, err)
	_, err = client.VectorDatabases.WaitActive(ctx, v.ID)
	require.Error(t, err)
	require.NoError(t, client.VectorDatabases.Delete(ctx, v.ID))
	all, err := client.VectorDatabases.List(nil).Collect(ctx)
	require.NoError(t, err)
	require.Empty(t, all)
}
